package io.kadmos.config;

/** A setting is wrong; the message is one line that says which, and what is allowed. */
final class SettingException extends RuntimeException {

    SettingException(String message) {
        super(message);
    }
}
