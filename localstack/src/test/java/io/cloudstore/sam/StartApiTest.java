package io.cloudstore.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.story.ReadmeWalk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code sam local start-api}: all functions behind their routes, tokens checked by the authorizer. */
@OnSam
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartApiTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningSam api;

    @BeforeAll
    void start() {
        SamCloud cloud = SamCloud.started();
        cloud.migrated();
        api = cloud.start("start-api");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void the_walk_of_the_readme_works_as_it_is_written(@TempDir Path folder) throws Exception {
        ReadmeWalk.runs(api.address(), folder);
    }

    @Test
    void the_client_library_sends_a_file_of_several_parts_and_gets_it_back(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("thesis.bin");
        byte[] bytes = new byte[20 << 20];
        new Random(20).nextBytes(bytes);
        Files.write(source, bytes);
        try (var client = new CloudstoreClient(ClientSettings.of(api.address()), new MemorySessionStore())) {
            client.account().signUp("client.owner", "analytical engine no 1");
            client.account().signIn("client.owner", "analytical engine no 1", "test");
            String root = client.drive().folder(Drive.ROOT).id();
            UploadResult sent = client.upload(
                    new UploadRequest(
                            source, root, RemotePath.ROOT.child("thesis.bin"), Conflict.FAIL, new Existing.Unknown()),
                    new Progress() {});

            client.drive().createFolder(root, "a b+ä%");
            assertThat(client.drive().folderAt(RemotePath.ROOT.child("a b+ä%"))).isPresent();
            client.download(sent.file().id(), folder.resolve("back.bin"), new Progress() {});
        }

        assertThat(folder.resolve("back.bin")).hasSameBinaryContentAs(source);
    }

    @Test
    void a_call_without_a_token_is_refused_before_any_function() throws Exception {
        HttpResponse<String> answer = send(request("/v1/me").GET());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    }

    @Test
    void a_call_with_a_forged_token_is_refused_by_the_authorizer_before_any_function() throws Exception {
        HttpResponse<String> answer = send(request("/v1/me")
                .header("Authorization", "Bearer forged.forged.forged")
                .GET());

        // The template makes 401 and a problem of the authorizer's Deny. The SAM CLI knows no GatewayResponses.
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(api.log()).contains("AuthorizeHandler").doesNotContain("TokenAuthorizer");
    }

    @Test
    void a_body_that_is_no_json_gets_the_functions_own_problem() throws Exception {
        HttpResponse<String> answer = send(request("/v1/sessions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api.address() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
