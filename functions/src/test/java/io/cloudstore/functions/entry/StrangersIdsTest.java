package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.github.f4b6a3.uuid.UuidCreator;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.functions.mysql.FreshSchema;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.token.Tokens;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OWASP API1: another's id, an id that was deleted, an id of another kind and an id that never was answer alike, on every
 * route and to the letter; and what another owns stays as it was.
 */
class StrangersIdsTest {
    private static final String DIGEST = Sha256.digestOf(new byte[] {1}).toString();

    private static Functions functions;
    private static MySql mysql;
    private static final Map<String, Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> HANDLERS =
            new HashMap<>();
    private static Person owner;
    private static Person stranger;
    private static String folder;
    private static String file;
    private static String upload;
    private static String trashedFolder;
    private static String trashedFile;

    private record Person(String account, String session) {}

    @BeforeAll
    static void fillADrive() {
        FreshSchema schema = FreshSchema.named("cloudstore_strangers");
        Map<String, String> environment = Environment.all();
        environment.put("CLOUDSTORE_DB_URL", schema.url());
        environment.put("CLOUDSTORE_DB_USER", schema.user());
        environment.put("CLOUDSTORE_DB_PASSWORD", "plain:" + schema.password());
        environment.put("CLOUDSTORE_TLS_CA", schema.authorities());
        functions = new Functions(Clock.systemUTC());
        functions.migrate(environment);
        for (String name :
                List.of("Login", "SignUpload", "InstantUpload", "ReuseParts", "MergeChunks", "Files", "Download")) {
            HANDLERS.put(name, functions.http(name + "Handler", environment));
        }
        mysql = MySql.open(schema.settings(2));
        owner = person("owner");
        stranger = person("stranger");
        folder = id(call(owner, "Files", "POST /v1/folders", "", "{\"name\":\"mine\"}"), "id");
        trashedFolder = id(call(owner, "Files", "POST /v1/folders", "", "{\"name\":\"gone\"}"), "id");
        file = file("mine.txt");
        trashedFile = file("gone.txt");
        upload = id(call(owner, "SignUpload", "POST /v1/uploads", "", "{\"name\":\"u\",\"size\":5}"), "uploadId");
        assertThat(call(owner, "Files", "DELETE /v1/folders/{id}", trashedFolder, null)
                        .getStatusCode())
                .isEqualTo(204);
        assertThat(call(owner, "Files", "DELETE /v1/files/{id}", trashedFile, null)
                        .getStatusCode())
                .isEqualTo(204);
    }

    @AfterAll
    static void close() throws Exception {
        functions.close();
        mysql.close();
    }

    private static Person person(String name) {
        String credentials = "{\"name\":\"%s\",\"password\":\"a password of %s\"}".formatted(name, name);
        call(new Person("", ""), "Login", "POST /v1/accounts", "", credentials);
        String token = id(call(new Person("", ""), "Login", "POST /v1/sessions", "", credentials), "accessToken");
        var claims = Tokens.reading(Environment.KEYS::publicKeys)
                .read(token, Instant.now())
                .orElseThrow();
        return new Person(claims.account().toString(), claims.session().toString());
    }

    private static String file(String name) {
        Sha256 digest = Sha256.digestOf(name.getBytes(StandardCharsets.UTF_8));
        var account = new AccountId(UUID.fromString(owner.account()));
        var blob = new Blob(
                new BlobId(UuidCreator.getTimeOrderedEpoch()),
                new Domain(account.value()),
                PartPlan.of(1),
                ContentId.ofParts(List.of(digest)),
                Place.STAGED,
                Life.LIVE,
                UUID.randomUUID(),
                Instant.now(),
                UUID.randomUUID(),
                Optional.empty());
        var id = new FileId(UuidCreator.getTimeOrderedEpoch());
        mysql.unitOfWork().run(() -> {
            mysql.lockAccount().lock(account);
            mysql.storeBlob().insertOrLock(blob, List.of(digest));
            mysql.storeEntries()
                    .addFile(
                            account,
                            id,
                            FolderId.rootOf(account),
                            new EntryName(name),
                            new NewVersion(blob.id(), 1, "text/plain", Optional.empty()));
        });
        return id.toString();
    }

    private static String id(APIGatewayProxyResponseEvent answer, String field) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(201);
        return Events.JSON.readTree(answer.getBody()).path(field).asString();
    }

    private static APIGatewayProxyResponseEvent call(
            Person caller, String handler, String route, String id, String body) {
        String[] words = route.split("[ ?=]");
        var context = new ProxyRequestContext().withRequestId("r");
        context.setAuthorizer(
                Map.of("accountId", caller.account(), "sessionId", caller.session(), "exp", "4102444800"));
        return HANDLERS.get(handler)
                .apply(new APIGatewayProxyRequestEvent()
                        .withHttpMethod(words[0])
                        .withResource(words[1])
                        .withPathParameters(Map.of("id", id))
                        .withQueryStringParameters(words.length > 2 ? Map.of(words[2], words[3]) : Map.of())
                        .withBody(body)
                        .withRequestContext(context));
    }

    static Stream<Arguments> routes() {
        String parts = "{\"parts\":[{\"n\":1,\"sha256\":\"" + DIGEST + "\"}]}";
        return Stream.of(
                Arguments.of("SignUpload", "GET /v1/uploads/{id}", "upload", null),
                Arguments.of("SignUpload", "POST /v1/uploads/{id}/parts", "upload", parts),
                Arguments.of("SignUpload", "DELETE /v1/uploads/{id}", "upload", null),
                Arguments.of("ReuseParts", "POST /v1/uploads/{id}/parts/reuse", "upload", parts),
                Arguments.of(
                        "MergeChunks",
                        "POST /v1/uploads/{id}/complete",
                        "upload",
                        "{\"contentId\":\"" + DIGEST + "\"}"),
                Arguments.of(
                        "InstantUpload",
                        "POST /v1/uploads/{id}/instant",
                        "upload",
                        "{\"contentId\":\"" + DIGEST + "\"}"),
                Arguments.of(
                        "InstantUpload",
                        "POST /v1/uploads/{id}/instant/proof",
                        "upload",
                        "{\"proofs\":[\"" + DIGEST + "\"]}"),
                Arguments.of("Files", "GET /v1/folders/{id}/entries", "folder", null),
                Arguments.of("Files", "GET /v1/folders/{id}", "folder", null),
                Arguments.of("Files", "PATCH /v1/folders/{id}", "folder", "{\"name\":\"taken over\"}"),
                Arguments.of("Files", "DELETE /v1/folders/{id}", "folder", null),
                Arguments.of("Files", "GET /v1/files/{id}", "file", null),
                Arguments.of("Files", "PATCH /v1/files/{id}", "file", "{\"name\":\"taken over\"}"),
                Arguments.of("Files", "DELETE /v1/files/{id}", "file", null),
                Arguments.of("Files", "DELETE /v1/folders/{id}?purge=true", "folder for good", null),
                Arguments.of("Files", "DELETE /v1/files/{id}?purge=true", "file for good", null),
                Arguments.of("Files", "POST /v1/trash/{id}/restore", "trashed", null),
                Arguments.of("Download", "GET /v1/files/{id}/download", "file", null),
                Arguments.of("Download", "GET /v1/files/{id}/receipt", "file", null),
                // where the id stands in the body
                Arguments.of("Files", "POST /v1/folders", "folder", "{\"name\":\"x\",\"parentId\":\"ID\"}"),
                Arguments.of(
                        "SignUpload", "POST /v1/uploads", "folder", "{\"name\":\"x\",\"size\":1,\"folderId\":\"ID\"}"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("routes")
    void all_of_them_answer_alike(String handler, String route, String kind, String body) {
        String othersRoot = owner.account();
        List<String> strange = Stream.of(
                        UUID.randomUUID().toString(),
                        folder,
                        file,
                        upload,
                        trashedFolder,
                        trashedFile,
                        othersRoot,
                        owner.session(),
                        "no id at all",
                        "0190F3C2-7C00-7000-8000-0000000000C1")
                .toList();

        List<String> answers = strange.stream()
                .map(id -> {
                    var answer = call(
                            stranger, handler, route, id, body == null ? null : body.replace("\"ID\"", '"' + id + '"'));
                    return answer.getStatusCode() + " " + answer.getHeaders() + " " + answer.getBody();
                })
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst()).startsWith("404 ").contains("\"code\":\"not-found\"");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("routes")
    void to_the_owner_an_id_that_was_deleted_or_is_of_another_kind_is_one_that_never_was(
            String handler, String route, String kind, String body) {
        List<String> gone = switch (kind) {
            case "folder" ->
                List.of(trashedFolder, file, upload, UUID.randomUUID().toString());
            case "file" ->
                List.of(trashedFile, folder, upload, UUID.randomUUID().toString());
            // what is in the trash can be purged still
            case "folder for good" ->
                List.of(file, trashedFile, upload, UUID.randomUUID().toString());
            case "file for good" ->
                List.of(folder, trashedFolder, upload, UUID.randomUUID().toString());
            default -> List.of(folder, file, UUID.randomUUID().toString());
        };

        assertThat(gone.stream()
                        .map(id -> call(
                                owner,
                                handler,
                                route,
                                id,
                                body == null ? null : body.replace("\"ID\"", '"' + id + '"')))
                        .map(answer -> answer.getStatusCode() + " " + answer.getHeaders() + " " + answer.getBody())
                        .distinct())
                .hasSize(1)
                .allMatch(answer -> answer.startsWith("404 "));
    }

    @Test
    void a_move_into_anothers_folder_finds_no_folder_and_what_is_anothers_stays_as_it_was() {
        String own = id(call(stranger, "Files", "POST /v1/folders", "", "{\"name\":\"own\"}"), "id");
        String never = call(
                        stranger,
                        "Files",
                        "PATCH /v1/folders/{id}",
                        own,
                        "{\"folderId\":\"" + UUID.randomUUID() + "\"}")
                .getBody();

        for (String target : List.of(folder, owner.account(), trashedFolder)) {
            var moved = call(stranger, "Files", "PATCH /v1/folders/{id}", own, "{\"folderId\":\"" + target + "\"}");
            assertThat(moved.getStatusCode()).isEqualTo(404);
            assertThat(moved.getBody()).isEqualTo(never);
        }
        assertThat(call(owner, "Files", "GET /v1/folders/{id}", folder, null).getBody())
                .contains("\"name\":\"mine\"");
        assertThat(call(owner, "Files", "GET /v1/files/{id}", file, null).getBody())
                .contains("\"mine.txt\"");
        assertThat(call(owner, "SignUpload", "GET /v1/uploads/{id}", upload, null)
                        .getBody())
                .contains("\"OPEN\"");
    }

    /** A name of any kind is only a name that nobody has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "",
                "日本語",
                "\ud83d\ude00",
                "\ud800",
                "a\u0000b",
                "' OR '1'='1",
                "%",
                "_",
                "owner x",
                "ÖWNER",
                "owner\u0301"
            })
    void a_sign_in_with_an_odd_name_has_wrong_credentials(String name) {
        String body = Events.JSON.writeValueAsString(Map.of("name", name, "password", "a password of owner"));

        var answer = call(new Person("", ""), "Login", "POST /v1/sessions", "", body);

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(401);
        assertThat(answer.getBody()).contains("wrong-credentials");
    }

    @Test
    void a_sign_in_takes_any_device_name_and_an_endless_name_is_no_fault() {
        for (String device : new String[] {"", "\ud83d\ude00".repeat(200), "\ud800", "a\u0000b", "d".repeat(100_000)}) {
            String body = Events.JSON.writeValueAsString(
                    Map.of("name", "owner", "password", "a password of owner", "device", device));
            assertThat(call(new Person("", ""), "Login", "POST /v1/sessions", "", body)
                            .getStatusCode())
                    .isEqualTo(201);
        }
        String endless = Events.JSON.writeValueAsString(
                Map.of("name", "n".repeat(1_000_000), "password", "p".repeat(1_000_000)));
        assertThat(call(new Person("", ""), "Login", "POST /v1/sessions", "", endless)
                        .getStatusCode())
                .isEqualTo(401);
    }
}
