package io.kadmos;

import java.security.Security;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import io.kadmos.config.LocalCluster;
import io.kadmos.machine.NativeHeap;

/**
 * Starts a node and its gateway. With {@code --local-cluster} the process runs five nodes, for trials. Spring scans
 * only the packages that have beans: reading the hundreds of classes of the core would add a tenth of a second to every
 * start.
 */
@SpringBootApplication(scanBasePackages = {"io.kadmos.config", "io.kadmos.http", "io.kadmos.observability",
        "io.kadmos.console"})
public class Kadmos {

    private static final String LOCAL_CLUSTER = "--local-cluster";

    /** Starts the process. */
    public static void main(String[] arguments) {
        forgetAddressesSoon();
        NativeHeap.keepSmall();
        if (List.of(arguments).contains(LOCAL_CLUSTER)) {
            LocalCluster.start(Kadmos.class);
        } else {
            SpringApplication.run(Kadmos.class, arguments);
        }
    }

    /** The address of a host name changes when a node is replaced; Java would cache the old one for 30 seconds. */
    private static void forgetAddressesSoon() {
        Security.setProperty("networkaddress.cache.ttl", "2");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }
}
