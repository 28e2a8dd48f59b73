package io.kadmos.http;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code /v3/api-docs}: the OpenAPI document of every path of this node. The document is written by hand,
 * because no generator sees what the servlet of {@code /kv} does; a test calls what it describes.
 */
@RestController
final class DocumentController {

    /** The document changes only with the release of the node. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Resource document = new ClassPathResource("openapi.json");

    @GetMapping("/v3/api-docs")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(FRESH)).contentType(MediaType.APPLICATION_JSON)
                .body(document);
    }
}
