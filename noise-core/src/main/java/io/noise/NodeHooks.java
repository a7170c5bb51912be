package io.noise;

/**
 * All hooks of one node.
 */
final class NodeHooks {

	final HookList<PeerCallback> connected = new HookList<>("onPeerConnected");

	final HookList<PeerCallback> dialed = new HookList<>("onPeerDialed");

	final HookList<PeerCallback> init = new HookList<>("onPeerInit");

	final HookList<PeerCallback> disconnected = new HookList<>("onPeerDisconnected");

	final HookList<ListenerErrorCallback> listenerError = new HookList<>("onListenerError");

	final HookList<DialFailedCallback> dialFailed = new HookList<>("onDialFailed");

}
