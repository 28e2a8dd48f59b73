/**
 * How an operator has slots begin anew when most of their disks are lost for good.
 */
@NullMarked
package io.kadmos.dht.slot.recovery;

import org.jspecify.annotations.NullMarked;
