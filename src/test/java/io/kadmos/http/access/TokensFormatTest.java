package io.kadmos.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.kadmos.dht.id.Key;

final class TokensFormatTest {

    /** printf 'let me in' | sha256sum */
    private static final String HASH = "992db5e2595725ef68eb5066e014da8c7f6baca0afa96f1021b56b66782133f2";

    private static final String FILE = """
            tokens:
              - name: shop
                sha256: %s
                rules:
                  - prefix: carts/
                    allow: [read, write]
                  - prefix: carts/old/
                    allow: [delete]
              - name: ops
                sha256: "0000000000000000000000000000000000000000000000000000000000000000"
                rules:
                  - prefix: ""
                    allow: [admin]
            """.formatted(HASH);

    @Test
    void findsATokenByItsText() {
        AccessTokens tokens = AccessTokens.parse(FILE);
        assertThat(tokens.count()).isEqualTo(2);
        assertThat(tokens.find("let me in").map(AccessToken::name)).contains("shop");
        assertThat(tokens.find("let me in ")).isEmpty();
        assertThat(tokens.find(HASH)).isEmpty();
    }

    @Test
    void addsUpTheRulesWhosePrefixAKeyHas() {
        AccessToken shop = AccessTokens.parse(FILE).find("let me in").orElseThrow();
        assertThat(shop.allows(Right.READ, Key.of("carts/1"))).isTrue();
        assertThat(shop.allows(Right.DELETE, Key.of("carts/1"))).isFalse();
        assertThat(shop.allows(Right.DELETE, Key.of("carts/old/1"))).isTrue();
        assertThat(shop.allows(Right.WRITE, Key.of("carts/old/1"))).isTrue();
        assertThat(shop.allows(Right.READ, Key.of("carts"))).isFalse();
        assertThat(shop.allows(Right.READ, Key.of("Carts/1"))).isFalse();
        assertThat(shop.isAdmin()).isFalse();
    }

    /** Each row replaces a part of a valid file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "tokens:          | token:      | the file is not valid: allowed is a mapping of exactly tokens",
            "tokens:          | tokens: 1 # | not YAML, see line 2",
            "name: shop       | name: a b   | the name of a token is not valid",
            "name: shop       | name: 1     | the name of a token is not valid: allowed is a text",
            "name: ops        | name: shop  | token shop or its sha256 stands there twice",
            "sha256: 992db5e2 | sha256: 1   | sha256 of token shop is not valid: allowed is 64 hexadecimal digits",
            "prefix: carts/   | Prefix: a   | a rule of token shop is not valid: allowed is a mapping of exactly allow",
            "prefix: carts/   | prefix: /kv/| prefix of token shop is not valid",
            "read, write      | admin       | token shop: admin is about the whole cluster",
            "read, write      | READ        | allow of token shop is not valid: allowed is read, write, delete and",
            "[delete]         | delete      | allow of token shop is not valid: allowed is a list",
            "rules:           | &a rules: *a #| not YAML"})
    void refusesEverythingElse(String part, String replacement, String message) {
        assertThat(FILE).contains(part);
        int at = FILE.indexOf(part);
        String file = FILE.substring(0, at) + replacement + FILE.substring(at + part.length());
        assertThatThrownBy(() -> AccessTokens.parse(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message).message().doesNotContain("\n");
    }

    @Test
    void neverQuotesWhatMayBeAToken() {
        String file = FILE.replace(HASH, "let-me-in");
        assertThatThrownBy(() -> AccessTokens.parse(file)).message().doesNotContain("let-me-in");
        assertThatThrownBy(() -> AccessTokens.parse(file + "\"let-me-in")).message().doesNotContain("let-me-in");
    }

    @Test
    void refusesMoreThanItHasRoomFor() {
        StringBuilder many = new StringBuilder("tokens:\n");
        for (int i = 0; i <= AccessTokens.MAX_TOKENS; i++) {
            many.append("  - {name: t%d, sha256: \"%064x\", rules: []}%n".formatted(i, i));
        }
        assertThatThrownBy(() -> AccessTokens.parse(many.toString())).hasMessageContaining("at most 256");
    }
}
