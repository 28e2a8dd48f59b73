package io.kadmos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Linker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class NativeHeapTest {

    static boolean isGlibc() {
        return Linker.nativeLinker().defaultLookup().find("gnu_get_libc_version").isPresent();
    }

    @Test
    @EnabledIf("isGlibc")
    void glibcTakesEveryParameter() {
        assertThat(NativeHeap.keepSmall()).isTrue();
    }
}
