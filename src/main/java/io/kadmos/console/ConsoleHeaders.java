package io.kadmos.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.stereotype.Component;

/**
 * Restricts what a browser does with the pages of the console: it runs their own scripts only, and sends requests to
 * the node that served them only. So a stored value can do nothing in the console, and the console can do nothing
 * elsewhere.
 */
@Component
@FilterRegistration(urlPatterns = "/console/*")
final class ConsoleHeaders implements Filter {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Content-Security-Policy", POLICY);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "no-referrer");
        // The pages change with the release of the node; a browser's question whether they changed is cheap.
        answer.setHeader("Cache-Control", "no-cache");
        chain.doFilter(request, response);
    }
}
