package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.upload.StagingKey;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.gateway.storecheck.Subject.Staged;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the store makes of a presigned PUT of a whole object, and of one that was tampered with. */
final class PutChecks {
    static final String PUT = "presigned-put";

    private static final String ENFORCE =
            "Switch the check of presigned URLs (Signature Version 4) on in the store, and see that"
                    + " no proxy before it adds, drops or changes headers.";
    private static final String VERIFY =
            "Use a version of the store that verifies x-amz-checksum-sha256 (additional checksums).";

    static final String SIGNED_ONLY =
            "Sign uploads (UploadSigner) with keys that may do nothing but PUT under staging/, or use a store that refuses"
                    + " x-amz- headers that are not signed.";

    static final List<Check> ALL = List.of(
            Check.must(
                    PUT,
                    ReachChecks.REACH,
                    "A PUT to a presigned URL is stored, and HEAD reports its SHA-256. That is what a content id is made of.",
                    VERIFY
                            + " A 403 is a wrong key of the upload signer, a wrong region, a clock that is 15 minutes off, or a host"
                            + " that the store doesn't know itself by.",
                    PutChecks::put),
            Check.mustWhereReached(
                    "public-address",
                    PUT,
                    "A PUT to a URL for the address that clients use (S3PublicEndpoint) is stored as well, if it is another.",
                    "See that what stands between that address and the store passes the Host header and all others on as they"
                            + " came.",
                    PutChecks::publicAddress),
            Check.must(
                    "put-signature",
                    PUT,
                    "A URL with another signature is refused, and stores nothing. Else anybody could write.",
                    ENFORCE,
                    PutChecks::signature),
            Check.should(
                    "put-unsigned",
                    PUT,
                    "A PUT without any signature is refused. Else whoever reaches the store can write into it.",
                    "Take everybody's right to write away from the bucket. If the store checks no keys at all, use it on a machine"
                            + " that is yours alone.",
                    PutChecks::unsigned),
            Check.must(
                    "put-digest",
                    PUT,
                    "Other bytes than those whose SHA-256 was signed are refused, and store nothing. Only what the store itself"
                            + " verified is ever shared between people.",
                    VERIFY,
                    PutChecks::digest),
            Check.must(
                    "put-length",
                    PUT,
                    "Longer and shorter bodies than signed are refused, and store nothing. A quota counts what was signed.",
                    ENFORCE,
                    PutChecks::length),
            Check.must(
                    "put-headers",
                    PUT,
                    "A signed header that is left out or changed is refused. Else a client could leave its digest out.",
                    ENFORCE,
                    PutChecks::headers),
            Check.must(
                    "put-copy-source",
                    PUT,
                    "An x-amz-copy-source that a client adds to its URL copies nothing. Else whoever may write could read every"
                            + " object that the signer can (CVE-2026-97731).",
                    SIGNED_ONLY,
                    PutChecks::copySource),
            Check.must(
                    "put-once",
                    PUT,
                    "If-None-Match: * answers 412 where an object is, and leaves it as it is. A URL is good for one PUT.",
                    "Use a version of the store that has conditional writes.",
                    PutChecks::once));

    private PutChecks() {}

    private static void put(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content(PUT);
        UUID key = store.newKey();
        HttpResponse<String> answer = store.put(store.sign(key, content), content);
        Subject.requireStatus("the PUT", 200, answer);
        StagedObject object = store.head(key);
        Sha256 digest = Sha256.digestOf(content);
        if (object.size() != content.length || !object.attested().equals(Optional.of(new ContentId(digest, 1)))) {
            throw new Broken("HEAD reports " + described(object) + " of what has the SHA-256 " + digest);
        }
        store.staged(new Staged(key, List.of(digest), content.length, object.etag()));
        store.signExpiring(Subject.content("put-expiry"));
    }

    /** Where clients are, we needn't be: no answer here says nothing about them. */
    private static void publicAddress(Subject store) throws Broken, Unknowable, InterruptedException {
        byte[] content = Subject.content("public-address");
        UUID key = store.newKey();
        Optional<SignedPut> signed = store.signForClients(key, content);
        if (signed.isEmpty()) {
            return;
        }
        try {
            Subject.requireStatus("the PUT", 200, store.put(signed.get(), content));
        } catch (IOException unreachable) {
            throw new Unknowable("no answer from " + signed.get().url().getAuthority()
                    + " here; clients have to reach the store there");
        }
        ContentId own = new ContentId(Sha256.digestOf(content), 1);
        if (!store.head(key).attested().equals(Optional.of(own))) {
            throw new Broken("what was put there is not what lies in the bucket");
        }
    }

    /** What HEAD says of an object's identity. */
    static String described(StagedObject object) {
        return object.attested().map(id -> "the SHA-256 checksum " + id).orElse("no usable SHA-256 checksum") + " and "
                + object.size() + " bytes";
    }

    private static void signature(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("put-signature");
        UUID key = store.newKey();
        SignedPut signed = store.sign(key, content);
        String url = signed.url().toString();
        String other = url.replaceFirst(
                "(X-Amz-Signature=)([0-9a-f])", "$1" + (url.matches(".*X-Amz-Signature=0.*") ? "1" : "0"));
        Subject.requireRefused("a PUT with another signature", store.put(URI.create(other), signed.headers(), content));
        store.requireNothing("a PUT with another signature", key);
        UUID elsewhere = store.newKey();
        String moved = url.replace(StagingKey.write(key), StagingKey.write(elsewhere));
        Subject.requireRefused("a PUT to another key", store.put(URI.create(moved), signed.headers(), content));
        store.requireNothing("a PUT to another key", elsewhere);
    }

    private static void unsigned(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("put-unsigned");
        UUID key = store.newKey();
        SignedPut signed = store.sign(key, content);
        URI bare = URI.create(signed.url().toString().replaceFirst("\\?.*", ""));
        Subject.requireRefused("a PUT without a signature", store.put(bare, signed.headers(), content));
        store.requireNothing("a PUT without a signature", key);
    }

    private static void digest(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("put-digest");
        byte[] other = content.clone();
        other[other.length - 1] = '!';
        UUID key = store.newKey();
        Subject.requireRefused("a PUT of other bytes", store.put(store.sign(key, content), other));
        store.requireNothing("a PUT of other bytes", key);
    }

    private static void length(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("put-length");
        for (int length : new int[] {content.length + 1, content.length - 1}) {
            UUID key = store.newKey();
            String what = "a PUT of " + length + " bytes rather than " + content.length;
            Subject.requireRefused(what, store.put(store.sign(key, content), Arrays.copyOf(content, length)));
            store.requireNothing(what, key);
        }
    }

    private static void headers(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("put-headers");
        for (String header : store.sign(store.newKey(), content).headers().keySet()) {
            UUID key = store.newKey();
            SignedPut signed = store.sign(key, content);
            Map<String, String> fewer = new HashMap<>(signed.headers());
            fewer.remove(header);
            String what = "a PUT without its signed header " + header;
            Subject.requireRefused(what, store.put(signed.url(), fewer, content));
            store.requireNothing(what, key);
        }
        UUID key = store.newKey();
        SignedPut signed = store.sign(key, content);
        Map<String, String> changed = new HashMap<>(signed.headers());
        changed.put("content-type", "text/html");
        Subject.requireRefused("a PUT of another content type", store.put(signed.url(), changed, content));
        store.requireNothing("a PUT of another content type", key);
    }

    /** Refused, or without effect: what counts is that nothing of the source arrives. */
    private static void copySource(Subject store) throws Broken, Unknowable, IOException, InterruptedException {
        byte[] content = Subject.content("put-copy-source");
        UUID key = store.newKey();
        SignedPut signed = store.sign(key, content);
        HttpResponse<String> answer = store.put(signed.url(), withCopySource(store, signed), content);
        Optional<StagedObject> object = store.staging.head(key);
        ContentId own = new ContentId(Sha256.digestOf(content), 1);
        if (object.isPresent() && !object.get().attested().equals(Optional.of(own))) {
            throw new Broken("a PUT with x-amz-copy-source was answered with " + answer.statusCode()
                    + " and stored something else than its body");
        }
    }

    /** The headers that came with a URL, and one that names an object of somebody. */
    static Map<String, String> withCopySource(Subject store, SignedPut signed) throws Unknowable {
        Map<String, String> more = new HashMap<>(signed.headers());
        more.put(
                "x-amz-copy-source",
                "/" + store.stagingBucket() + "/" + store.staged().path());
        return more;
    }

    private static void once(Subject store) throws Broken, IOException, InterruptedException {
        byte[] content = Subject.content("put-once");
        byte[] other = Subject.content("put-once, again");
        UUID key = store.newKey();
        Subject.requireStatus("the first PUT", 200, store.put(store.sign(key, content), content));
        Subject.requireStatus("a second PUT", 412, store.put(store.sign(key, other), other));
        if (!store.head(key).attested().equals(Optional.of(new ContentId(Sha256.digestOf(content), 1)))) {
            throw new Broken("a second PUT replaced the object");
        }
    }
}
