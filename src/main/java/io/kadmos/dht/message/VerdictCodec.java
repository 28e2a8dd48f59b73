package io.kadmos.dht.message;

/** Writes and reads a verdict: the slot, a tag for its kind, the fields of this kind. */
final class VerdictCodec {

    private static final int GRANTED = 0;
    private static final int OUTBID = 1;
    private static final int MOVED = 2;
    private static final int NO_SAY = 3;

    private VerdictCodec() {}

    static void write(Writer out, ChangeVerdict verdict) {
        out.slot(verdict.slot());
        switch (verdict) {
            case ChangeVerdict.Granted(var _, var accepted) -> out.u8(GRANTED).optional(accepted, Writer::decree);
            case ChangeVerdict.Outbid(var _, var promised) -> out.u8(OUTBID).ballot(promised);
            case ChangeVerdict.Moved(var _, var newer) -> out.u8(MOVED).succession(newer);
            case ChangeVerdict.NoSay(var _) -> out.u8(NO_SAY);
        }
    }

    static ChangeVerdict read(Reader in) {
        var slot = in.slot();
        int tag = in.u8();
        return switch (tag) {
            case GRANTED -> new ChangeVerdict.Granted(slot, in.optional(Reader::decree));
            case OUTBID -> new ChangeVerdict.Outbid(slot, in.ballot());
            case MOVED -> new ChangeVerdict.Moved(slot, in.succession());
            case NO_SAY -> new ChangeVerdict.NoSay(slot);
            default -> throw new IllegalArgumentException("verdict " + tag);
        };
    }
}
