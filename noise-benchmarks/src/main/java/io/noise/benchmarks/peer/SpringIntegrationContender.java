package io.noise.benchmarks.peer;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.ip.IpHeaders;
import org.springframework.integration.ip.tcp.connection.AbstractConnectionFactory;
import org.springframework.integration.ip.tcp.connection.TcpConnection;
import org.springframework.integration.ip.tcp.connection.TcpConnectionSupport;
import org.springframework.integration.ip.tcp.connection.TcpNioClientConnectionFactory;
import org.springframework.integration.ip.tcp.connection.TcpNioServerConnectionFactory;
import org.springframework.integration.ip.tcp.connection.TcpSender;
import org.springframework.integration.ip.tcp.serializer.ByteArrayLengthHeaderSerializer;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.ErrorMessage;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The TCP connection factories of Spring Integration, without channels above them. A send
 * returns when the message is handed to the socket.
 */
final class SpringIntegrationContender implements Contender {

	@Override
	public String name() {
		return "spring-integration";
	}

	@Override
	public Server serve(Traffic traffic, IntConsumer received) throws InterruptedException {
		Connections connections = new Connections();
		TcpNioServerConnectionFactory factory = new TcpNioServerConnectionFactory(0);
		factory.setLocalAddress("127.0.0.1");
		factory.setBacklog(1024);
		factory.registerSender(connections);
		factory.registerListener((message) -> {
			if (message instanceof ErrorMessage) {
				return; // the connection is closed
			}
			received.accept(((byte[]) message.getPayload()).length);
			if (traffic == Traffic.ECHO) {
				connections.of(message).send(message);
			}
		});
		start(factory);
		for (int i = 0; i < 3_000 && !factory.isListening(); i++) {
			TimeUnit.MILLISECONDS.sleep(10);
		}
		return new FactoryServer(factory);
	}

	@Override
	public Client client(Traffic traffic) {
		return new FactoryClient();
	}

	private static void start(AbstractConnectionFactory factory) {
		ByteArrayLengthHeaderSerializer frames = new ByteArrayLengthHeaderSerializer();
		frames.setMaxMessageSize(1 << 20);
		factory.setSerializer(frames);
		factory.setDeserializer(frames);
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(IntegrationContextUtils.TASK_SCHEDULER_BEAN_NAME, ThreadPoolTaskScheduler.class, () -> {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setDaemon(true);
			return scheduler;
		});
		context.refresh();
		factory.setApplicationContext(context);
		factory.setBeanFactory(context);
		factory.setApplicationEventPublisher((event) -> {
		});
		factory.afterPropertiesSet();
		factory.start();
	}

	private record FactoryServer(TcpNioServerConnectionFactory factory) implements Server {

		@Override
		public int port() {
			return this.factory.getPort();
		}

		@Override
		public void close() {
			this.factory.stop();
		}

	}

	/**
	 * Finds the connection of a message, which has only its id.
	 */
	private static final class Connections implements TcpSender {

		private final Map<String, TcpConnection> connections = new ConcurrentHashMap<>();

		@Override
		public void addNewConnection(TcpConnection connection) {
			this.connections.put(connection.getConnectionId(), connection);
		}

		@Override
		public void removeDeadConnection(TcpConnection connection) {
			this.connections.remove(connection.getConnectionId());
		}

		TcpConnection of(Message<?> message) {
			TcpConnection connection = this.connections.get(id(message));
			if (connection == null) {
				throw new IllegalStateException("connection: closed");
			}
			return connection;
		}

	}

	private static String id(Message<?> message) {
		return String.valueOf(message.getHeaders().get(IpHeaders.CONNECTION_ID));
	}

	private static final class FactoryClient implements Client {

		private final Map<String, FactoryLink> linkOf = new ConcurrentHashMap<>();

		private final LinkList links = new LinkList();

		private @Nullable TcpNioClientConnectionFactory factory;

		@Override
		public Link connect(int port, Runnable replied) throws InterruptedException {
			TcpConnectionSupport connection = factory(port).getConnection();
			FactoryLink link = new FactoryLink(connection, replied, this.links);
			this.linkOf.put(connection.getConnectionId(), link);
			return this.links.add(link);
		}

		private synchronized TcpNioClientConnectionFactory factory(int port) {
			if (this.factory == null) {
				this.factory = new TcpNioClientConnectionFactory("127.0.0.1", port);
				this.factory.setSingleUse(true);
				this.factory.registerListener((message) -> {
					FactoryLink link = this.linkOf.get(id(message));
					if (link != null && !(message instanceof ErrorMessage)) {
						link.replied.run();
					}
				});
				start(this.factory);
			}
			return this.factory;
		}

		@Override
		public Pending broadcast(byte[] body) {
			return this.links.broadcast(body);
		}

		@Override
		public synchronized void close() {
			if (this.factory != null) {
				this.factory.stop();
			}
		}

		private record FactoryLink(TcpConnectionSupport connection, Runnable replied, LinkList links) implements Link {

			@Override
			public CompletableFuture<Void> send(byte[] body) {
				this.connection.send(new GenericMessage<>(body));
				return CompletableFuture.completedFuture(null);
			}

			@Override
			public void close() {
				this.links.remove(this);
				this.connection.close();
			}

		}

	}

}
