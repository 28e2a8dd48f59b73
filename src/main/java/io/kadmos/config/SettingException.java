package io.kadmos.config;

/** A setting is not valid; the message names it and what is allowed, in one line. */
final class SettingException extends RuntimeException {

    SettingException(String message) {
        super(message);
    }
}
