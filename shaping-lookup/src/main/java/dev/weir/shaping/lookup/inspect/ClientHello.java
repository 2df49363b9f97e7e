package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Reads the server name out of a TLS ClientHello (RFC 8446 4.1.2, RFC 6066 3). The handshake message may be spread over records and segments. With encrypted
 * ClientHello the name is the outer one.
 */
final class ClientHello implements Greeting {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int LONGEST_NAME = HostText.LONGEST + 1;
    private static final int LONGEST_RECORD = (1 << 14) + 256;

    /** What the next number is. */
    private enum Field {
        MESSAGE_TYPE(1),
        MESSAGE_LENGTH(3),
        SESSION_LENGTH(1),
        CIPHERS_LENGTH(2),
        COMPRESSIONS_LENGTH(1),
        EXTENSIONS_LENGTH(2),
        EXTENSION_TYPE(2),
        EXTENSION_LENGTH(2),
        LIST_LENGTH(2),
        NAME_TYPE(1),
        NAME_LENGTH(2);

        private final int octets;

        Field(int octets) {
            this.octets = octets;
        }
    }

    private int recordHeader;
    private int recordLength;
    private Field field = Field.MESSAGE_TYPE;
    private int missing = 1;
    private int number;
    private int skipped;
    private int messageLeft = Integer.MAX_VALUE;
    private boolean serverName;
    private int nameLeft;
    private @Nullable StringBuilder name;
    private boolean over;
    private @Nullable String host;

    @Override
    public boolean feed(int octet) {
        if (recordHeader < 5) {
            header(octet);
        } else {
            recordLength--;
            recordHeader = recordLength == 0 ? 0 : 5;
            message(octet);
        }
        return !over;
    }

    /** Record type, two bytes of version, two of length. */
    private void header(int octet) {
        over |= recordHeader == 0 && octet != HANDSHAKE || recordHeader == 1 && octet != 3;
        recordLength = recordHeader < 3 ? 0 : recordLength << 8 | octet;
        recordHeader++;
        if (recordHeader == 5) {
            over |= recordLength == 0 || recordLength > LONGEST_RECORD;
        }
    }

    private void message(int octet) {
        messageLeft--;
        if (skipped > 0) {
            skipped--;
        } else if (nameLeft > 0) {
            letter(octet);
        } else {
            number = number << 8 | octet;
            missing--;
            if (missing == 0) {
                int value = number;
                number = 0;
                read(value);
            }
        }
        over |= messageLeft <= 0;
    }

    private void expect(Field next) {
        field = next;
        missing = next.octets;
    }

    private void read(int value) {
        switch (field) {
            case MESSAGE_TYPE -> {
                over |= value != CLIENT_HELLO;
                expect(Field.MESSAGE_LENGTH);
            }
            case MESSAGE_LENGTH -> {
                messageLeft = value;
                skipThen(VERSION_AND_RANDOM, Field.SESSION_LENGTH);
            }
            case SESSION_LENGTH -> skipThen(value, Field.CIPHERS_LENGTH);
            case CIPHERS_LENGTH -> skipThen(value, Field.COMPRESSIONS_LENGTH);
            case COMPRESSIONS_LENGTH -> skipThen(value, Field.EXTENSIONS_LENGTH);
            case EXTENSIONS_LENGTH -> expect(Field.EXTENSION_TYPE);
            case EXTENSION_TYPE -> {
                serverName = value == SERVER_NAME;
                expect(Field.EXTENSION_LENGTH);
            }
            case EXTENSION_LENGTH -> {
                if (serverName) {
                    expect(Field.LIST_LENGTH);
                } else {
                    skipThen(value, Field.EXTENSION_TYPE);
                }
            }
            case LIST_LENGTH -> expect(Field.NAME_TYPE);
            case NAME_TYPE -> {
                over |= value != HOST_NAME;
                expect(Field.NAME_LENGTH);
            }
            case NAME_LENGTH -> {
                over |= value == 0 || value > LONGEST_NAME;
                nameLeft = value;
            }
        }
    }

    private void skipThen(int octets, Field next) {
        skipped = octets;
        expect(next);
    }

    private void letter(int octet) {
        StringBuilder letters = name;
        if (letters == null) {
            letters = new StringBuilder(nameLeft);
            name = letters;
        }
        letters.append((char) octet);
        nameLeft--;
        if (nameLeft == 0) {
            host = HostText.of(letters);
            over = true;
        }
    }

    @Override
    public @Nullable String host() {
        return host;
    }

    @Override
    public @Nullable String url() {
        return null;
    }
}
