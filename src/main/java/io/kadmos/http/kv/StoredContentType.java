package io.kadmos.http.kv;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.Response;

/**
 * Sets the content type of a response exactly as it was stored. The servlet API would parse it, and write it with other
 * spaces and another order of parameters.
 */
public final class StoredContentType {

    private static final String ATTRIBUTE = StoredContentType.class.getName();

    private StoredContentType() {}

    /** Makes {@link #set} possible for a request. */
    public static void prepare(HttpServletRequest request, Response response) {
        request.setAttribute(ATTRIBUTE, response);
    }

    static void set(HttpServletRequest request, String contentType) {
        ((Response) request.getAttribute(ATTRIBUTE)).setContentTypeNoCharset(contentType);
    }
}
