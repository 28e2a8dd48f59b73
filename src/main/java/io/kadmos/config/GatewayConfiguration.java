package io.kadmos.config;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.node.Node;
import io.kadmos.http.Admission;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.OperationListener;
import io.kadmos.http.Operations;
import io.kadmos.http.RequestTracing;
import io.kadmos.http.backup.BackupFormat;
import io.kadmos.http.backup.Backups;
import io.kadmos.http.backup.Insistence;
import io.kadmos.http.kv.KeyPath;
import io.kadmos.http.kv.KeyValueServlet;
import io.kadmos.http.problem.ProblemWriter;

/** Wires the parts of the gateway that need the node and its settings. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    Operations operations(Node node, GatewaySettings settings, OperationListener listener) {
        return new Operations(node, settings.requestDeadline(), listener);
    }

    @Bean
    Backups backups(GatewaySettings settings, Operations operations, JsonMapper json) {
        return new Backups(operations, new BackupFormat(json, settings), new Insistence(Backups.PATIENCE));
    }

    @Bean
    ServletRegistrationBean<KeyValueServlet> keyValueServlet(GatewaySettings settings, Operations operations,
            ObjectProvider<RequestTracing> tracing, Admission admission, ProblemWriter problems) {
        var servlet = new KeyValueServlet(settings, operations,
                tracing.getIfAvailable(() -> RequestTracing.PASSING), admission, problems);
        var registration = new ServletRegistrationBean<>(servlet, KeyPath.PREFIX + "*");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
