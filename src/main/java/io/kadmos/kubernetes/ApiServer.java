package io.kadmos.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server of Kubernetes what becomes of a pod. It makes at most {@value #ATTEMPTS} attempts of at most
 * {@link #TIMEOUT} each; every failure is a {@link Fate.Unknown}. Blocks; callable from any thread but the event loop.
 */
public final class ApiServer {

    /** Bounds one attempt. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** A second attempt, because another API server may answer while one is being replaced. */
    static final int ATTEMPTS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    /** More than etcd stores for one object. */
    private static final long MAX_ANSWER_BYTES = 2 << 20;

    private final URI address;
    private final ServiceAccount account;

    /** The API server at an address, which is asked with a service account. */
    public ApiServer(URI address, ServiceAccount account) {
        this.address = address;
        this.account = account;
    }

    /** What becomes of a pod that Kubernetes stops now. */
    public Fate fateOf(Pod pod) {
        Fate fate = attempt(pod);
        for (int i = 1; i < ATTEMPTS && fate instanceof Fate.Unknown; i++) {
            LOG.debug("asking the API server once more: {}", fate.reason());
            fate = attempt(pod);
        }
        return fate;
    }

    /** The client's own timeout ends with the head of an answer; this one with its body. */
    private Fate attempt(Pod pod) {
        HttpClient client = null;
        try {
            client = HttpClient.newBuilder().sslContext(account.trust()).build();
            return fate(pod, client.sendAsync(request(pod), BodyHandlers.limiting(BodyHandlers.ofString(),
                    MAX_ANSWER_BYTES)).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | GeneralSecurityException e) {
            return unknown(e);
        } catch (ExecutionException e) {
            return unknown(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return new Fate.Unknown("the API server at " + address + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fate.Unknown("the question was interrupted");
        } finally {
            if (client != null) {
                client.shutdownNow();
            }
        }
    }

    private Fate unknown(Throwable failure) {
        return new Fate.Unknown("the API server at " + address + " cannot be asked: " + failure);
    }

    private HttpRequest request(Pod pod) throws IOException {
        URI set = address.resolve("/apis/apps/v1/namespaces/" + account.namespace() + "/statefulsets/"
                + pod.statefulSet());
        return HttpRequest.newBuilder(set).header("Authorization", "Bearer " + account.token())
                .header("Accept", "application/json").build();
    }

    private static Fate fate(Pod pod, HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200 -> parsed(pod, answer.body());
            case 404 -> new Fate.Kept("the StatefulSet is deleted");
            case 401, 403 -> new Fate.Unknown("the API server answers " + answer.statusCode()
                    + ": the service account needs the verb get on the StatefulSet " + pod.statefulSet());
            default -> new Fate.Unknown("the API server answers " + answer.statusCode());
        };
    }

    private static Fate parsed(Pod pod, String body) {
        try {
            return StatefulSet.parse(body).fateOf(pod);
        } catch (IllegalArgumentException e) {
            return new Fate.Unknown("the API server's answer is not understood: " + e.getMessage());
        }
    }
}
