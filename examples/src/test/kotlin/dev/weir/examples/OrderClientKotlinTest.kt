package dev.weir.examples

import dev.weir.capture.relay.RelayDirection
import dev.weir.shaping.junit.ImpairedRelay
import java.net.http.HttpTimeoutException
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

/** A relay in Kotlin. */
class OrderClientKotlinTest {
    companion object {
        private val server = OrderServer.start()

        @JvmField
        @RegisterExtension
        val orders: ImpairedRelay = ImpairedRelay.tcp { server.address }.download("rate=256 kbit/s delay=20 ms").seed(42)
    }

    private val client = OrderClient(orders.uri("http"))

    @Test
    fun `reads orders over a slow line`() {
        assertThat(client.orders()).contains("order 1")
    }

    @Test
    fun `gives up when the server goes silent`() {
        orders.cut(RelayDirection.DOWNLOAD)
        assertThatThrownBy { client.orders() }.isInstanceOf(HttpTimeoutException::class.java)
    }
}
