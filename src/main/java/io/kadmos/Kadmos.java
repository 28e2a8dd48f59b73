package io.kadmos;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a node and its gateway. */
@SpringBootApplication
public class Kadmos {

    /** Starts the process with Spring Boot's usual command line. */
    public static void main(String[] arguments) {
        SpringApplication.run(Kadmos.class, arguments);
    }
}
