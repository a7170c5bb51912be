/**
 * Peer-to-peer nodes on Netty.
 */
module io.noise {

	requires transitive io.netty.transport;
	requires transitive org.jspecify;

	requires io.netty.buffer;
	requires io.netty.common;
	requires jdk.net;
	requires org.slf4j;

	requires static java.management;
	requires static jdk.management;

	requires static io.netty.transport.classes.epoll;
	requires static io.netty.transport.classes.kqueue;
	requires static org.bouncycastle.provider;

	exports io.noise;
	exports io.noise.identity;
	exports io.noise.payload;
	exports io.noise.protocol;
	exports io.noise.session;
	exports io.noise.transport;

}
