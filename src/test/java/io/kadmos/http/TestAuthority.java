package io.kadmos.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of the tests, made with the JDK's keytool, and what it signs. */
public final class TestAuthority {

    private static final String PASSWORD = "not a secret";

    private final Path directory;

    private TestAuthority(Path directory) {
        this.directory = directory;
    }

    /** Makes a new authority that keeps its files in a directory. */
    public static TestAuthority create(Path directory) throws Exception {
        Files.createDirectories(directory);
        var authority = new TestAuthority(directory);
        authority.keytool("ca", "-genkeypair", "-dname", "CN=Test CA", "-ext", "bc:c", "-keyalg", "EC");
        return authority;
    }

    /** The authority's own certificate. */
    public String pem() throws Exception {
        return pem("CERTIFICATE", entry("ca").getCertificate("ca").getEncoded());
    }

    /** A key pair, for the loopback address if it is a server's, and the certificate that the authority gives it. */
    public Signed sign(String name) throws Exception {
        keytool(name, "-genkeypair", "-dname", "CN=" + name, "-keyalg", "EC");
        Files.writeString(file(name, "csr"), keytool(name, "-certreq"));
        String certificate = keytool("ca", "-gencert", "-rfc", "-infile", file(name, "csr").toString(), "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        Files.writeString(file(name, "chain"), pem() + certificate);
        keytool(name, "-importcert", "-noprompt", "-file", file(name, "chain").toString());
        return new Signed(entry(name), name);
    }

    /** Trusts this authority, and shows a certificate if there is one to show. */
    public SSLContext client(Signed... shown) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", entry("ca").getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.length == 0 ? null : shown[0].keyManagers().getKeyManagers(), trust.getTrustManagers(),
                null);
        return context;
    }

    /** What the authority has signed. */
    public record Signed(KeyStore entry, String name) {

        /** The certificate. */
        public String certificatePem() throws GeneralSecurityException {
            Certificate certificate = entry.getCertificate(name);
            return pem("CERTIFICATE", certificate.getEncoded());
        }

        /** The private key. */
        public String keyPem() throws GeneralSecurityException {
            Key key = entry.getKey(name, PASSWORD.toCharArray());
            return pem("PRIVATE KEY", key.getEncoded());
        }

        KeyManagerFactory keyManagers() throws GeneralSecurityException {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(entry, PASSWORD.toCharArray());
            return managers;
        }

        /** For a server that shows it. */
        public SSLContext server() throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers().getKeyManagers(), null, null);
            return context;
        }
    }

    private KeyStore entry(String name) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file(name, "p12").toFile(), PASSWORD.toCharArray());
    }

    private Path file(String name, String suffix) {
        return directory.resolve(name + "." + suffix);
    }

    private String keytool(String alias, String command, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                .toString(), command, "-alias", alias, "-keystore", file(alias, "p12").toString(), "-storetype",
                "PKCS12", "-storepass", PASSWORD));
        line.addAll(List.of(options));
        Process keytool = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(line + " fails: " + output);
        }
        return output;
    }

    private static String pem(String type, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(encoded);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
