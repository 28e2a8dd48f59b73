package io.kadmos.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The files that Kubernetes mounts into a pod for requests to the API server. They are read at every use, because
 * Kubernetes replaces tokens within the hour. An unreadable file is an {@link IOException}. Blocks.
 */
public record ServiceAccount(Path directory) {

    /** The namespace of the pod. */
    String namespace() throws IOException {
        return text("namespace");
    }

    /** The token by which the API server knows the pod. */
    String token() throws IOException {
        return text("token");
    }

    /** Trusts the authority of the cluster alone. */
    SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(directory.resolve("ca.crt"))) {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, each);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private String text(String file) throws IOException {
        String text = Files.readString(directory.resolve(file)).strip();
        if (text.isEmpty()) {
            throw new IOException(directory.resolve(file) + " is empty");
        }
        return text;
    }
}
