package io.kadmos.http.access;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Bytes;

/**
 * Parses the tokens file: YAML, a list {@code tokens} of {@code name}, {@code sha256} (64 hexadecimal digits) and
 * {@code rules}, each with a {@code prefix} and a list {@code allow}. Any other member is an error. Messages never
 * quote the file, because an operator may have put a token where its hash belongs.
 */
final class TokensFormat {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_RULES = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private TokensFormat() {}

    static AccessTokens parse(String yaml) {
        Map<?, ?> file = map(load(yaml), "the file", Set.of("tokens"));
        return new AccessTokens(list(file.get("tokens"), "tokens", AccessTokens.MAX_TOKENS).stream()
                .map(TokensFormat::token).toList());
    }

    private static @Nullable Object load(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("not YAML, see line " + line, e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML, or longer than " + MAX_CHARACTERS + " characters", e);
        }
    }

    private static AccessToken token(@Nullable Object value) {
        Map<?, ?> members = map(value, "a token", Set.of("name", "sha256", "rules"));
        String name = text(members.get("name"), "the name of a token");
        if (!NAME.matcher(name).matches()) {
            throw bad("the name of a token", "1 to 64 letters, digits, dots, hyphens and underscores");
        }
        String where = "token " + name;
        String sha256 = text(members.get("sha256"), "sha256 of " + where);
        if (!SHA256.matcher(sha256).matches()) {
            throw bad("sha256 of " + where, "64 hexadecimal digits");
        }
        List<AccessRule> rules = list(members.get("rules"), "rules of " + where, MAX_RULES).stream()
                .map(each -> rule(each, where)).toList();
        return new AccessToken(name, Bytes.wrap(HexFormat.of().parseHex(sha256)), rules);
    }

    private static AccessRule rule(@Nullable Object value, String where) {
        Map<?, ?> members = map(value, "a rule of " + where, Set.of("prefix", "allow"));
        String prefix = text(members.get("prefix"), "prefix of " + where);
        if (prefix.length() > Key.MAX_BYTES || prefix.startsWith("/kv/")) {
            throw bad("prefix of " + where, "the begin of keys, without /kv/, \"\" for all");
        }
        Set<Right> allowed = new HashSet<>();
        for (Object each : list(members.get("allow"), "allow of " + where, Right.values().length)) {
            allowed.add(right(text(each, "allow of " + where), where));
        }
        try {
            return new AccessRule(prefix, allowed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static Right right(String word, String where) {
        return Stream.of(Right.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
                .orElseThrow(() -> bad("allow of " + where, "read, write, delete and admin"));
    }

    private static Map<?, ?> map(@Nullable Object value, String what, Set<String> names) {
        if (value instanceof Map<?, ?> map && names.equals(map.keySet())) {
            return map;
        }
        throw bad(what, "a mapping of exactly " + String.join(", ", names.stream().sorted().toList()));
    }

    private static List<?> list(@Nullable Object value, String what, int max) {
        if (value instanceof List<?> list && list.size() <= max) {
            return list;
        }
        throw bad(what, "a list of at most " + max);
    }

    private static String text(@Nullable Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw bad(what, "a text, in quotes if it looks like a number");
    }

    private static IllegalArgumentException bad(String what, String allowed) {
        return new IllegalArgumentException(what + " is not valid: allowed is " + allowed);
    }
}
