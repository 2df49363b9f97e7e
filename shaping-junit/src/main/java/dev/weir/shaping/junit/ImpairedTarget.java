package dev.weir.shaping.junit;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells where the connections of a test go, see {@link Impaired#targetFrom}. An implementation has a constructor without parameters; one is made for each test.
 *
 * <pre>{@code
 * static final class Orders implements ImpairedTarget {
 *     @Override
 *     public InetSocketAddress address(ExtensionContext test) {
 *         return server.getAddress();
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ImpairedTarget {
    /**
     * Where a connection goes. Called for each connection, on the relay's thread; must be quick.
     *
     * @param test the test, which knows its instance
     * @return the address of the server
     */
    InetSocketAddress address(ExtensionContext test);
}
