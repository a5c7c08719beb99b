package io.cloudstore.functions.secrets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Where secrets are kept: files, Parameter Store, Secrets Manager. The clients are made when first needed. */
final class Sources implements KeepSecret {
    static final String PLAIN = "plain:";
    static final String FILE = "file:";
    static final String SSM = "ssm:";
    private static final String SECRET = "secret:";

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final Region region;
    private final Optional<URI> endpoint;
    private @Nullable SsmClient ssm;
    private @Nullable SecretsManagerClient secretsManager;

    Sources(String region, Optional<URI> endpoint) {
        this.region = Region.of(region);
        this.endpoint = endpoint;
    }

    @Override
    public String read(String reference) {
        if (reference.startsWith(FILE)) {
            return file(reference);
        }
        if (reference.startsWith(SSM)) {
            return remote(reference, () -> parameter(reference.substring(SSM.length())));
        }
        if (reference.startsWith(SECRET)) {
            return remote(reference, () -> secret(reference.substring(SECRET.length())));
        }
        throw new SecretUnavailable(kindOf(reference), "a reference begins with file:, ssm:, secret: or plain:");
    }

    @Override
    public void make(String reference, String value) {
        put(reference, value, false);
    }

    @Override
    public void replace(String reference, String value) {
        put(reference, value, true);
    }

    /** Sets of keys grow: above 4 KiB, about 18 keys, Parameter Store wants another tier, and takes it by itself. */
    private void put(String reference, String value, boolean overwrite) {
        if (!reference.startsWith(SSM)) {
            throw new SecretUnavailable(kindOf(reference), "only what ssm: refers to is ever written");
        }
        try {
            ssm().putParameter(p -> p.name(reference.substring(SSM.length()))
                    .value(value)
                    .type(ParameterType.SECURE_STRING)
                    .tier(ParameterTier.INTELLIGENT_TIERING)
                    .overwrite(overwrite));
        } catch (ParameterAlreadyExistsException kept) {
            LOG.debug("{} is there already", reference);
        } catch (SdkException refused) {
            throw new SecretUnavailable(reference, String.valueOf(refused.getMessage()));
        }
    }

    /** What is no reference may be the secret itself, set by mistake: at most its beginning is shown. */
    private static String kindOf(String reference) {
        return reference.isEmpty() ? "" : reference.charAt(0) + "…";
    }

    /** A text without the newline that editors and {@code echo} put at the end of a file. */
    private static String withoutLineEnd(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String file(String reference) {
        try {
            return withoutLineEnd(Files.readString(Path.of(reference.substring(FILE.length()))));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SecretUnavailable(reference, unreadable.getClass().getSimpleName());
        }
    }

    private static String remote(String reference, Supplier<@Nullable String> call) {
        try {
            String value = call.get();
            if (value == null) {
                throw new SecretUnavailable(reference, "it holds no text");
            }
            return withoutLineEnd(value); // it may have come from a file
        } catch (SdkException refused) {
            throw new SecretUnavailable(reference, String.valueOf(refused.getMessage()));
        }
    }

    private @Nullable String parameter(String name) {
        return ssm().getParameter(p -> p.name(name).withDecryption(true))
                .parameter()
                .value();
    }

    private @Nullable String secret(String arn) {
        return secretsManager().getSecretValue(s -> s.secretId(arn)).secretString();
    }

    private synchronized SsmClient ssm() {
        if (ssm == null) {
            ssm = reached(SsmClient.builder()).build();
        }
        return ssm;
    }

    private synchronized SecretsManagerClient secretsManager() {
        if (secretsManager == null) {
            secretsManager = reached(SecretsManagerClient.builder()).build();
        }
        return secretsManager;
    }

    private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B reached(B client) {
        endpoint.ifPresent(client::endpointOverride);
        return client.region(region).httpClientBuilder(http()).overrideConfiguration(patience());
    }

    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(3));
    }

    /** A secret is read in the middle of a call that answers within 29 s. */
    private static ClientOverrideConfiguration patience() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofSeconds(8))
                .build();
    }

    @Override
    public synchronized void close() {
        if (ssm != null) {
            ssm.close();
        }
        if (secretsManager != null) {
            secretsManager.close();
        }
    }
}
