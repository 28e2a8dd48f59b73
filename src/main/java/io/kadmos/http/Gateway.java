package io.kadmos.http;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.kadmos.dht.node.Node;

/** The parts of the gateway that need the node and its settings. */
@Configuration(proxyBeanMethods = false)
class Gateway {

    @Bean
    Operations operations(Node node, GatewaySettings settings, OperationListener listener) {
        return new Operations(node, settings.requestDeadline(), listener);
    }

    @Bean
    ServletRegistrationBean<KeyValueServlet> keyValueServlet(GatewaySettings settings, Operations operations,
            Admission admission, ProblemWriter problems) {
        var servlet = new KeyValueServlet(settings, operations, admission, problems);
        var registration = new ServletRegistrationBean<>(servlet, KeyPath.PREFIX + "*");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
