package io.noise.spring.hook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.annotation.OnPeerDisconnected;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.session.Sessions;
import io.noise.transport.Transports;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Places of annotated methods.
 */
@SuppressWarnings("unused") // hooks are called by reflection
class HookPlacementTests {

	@Test
	void methodsOfEveryKind_areCalledForTheirEvents() {
		HookedNode.contextRunner(EveryKind.class).run((context) -> {
			Node node = context.getBean(Node.class);
			Journal journal = context.getBean(Journal.class);
			node.listen();
			try (Node other = Node.builder().session(Sessions.plain()).transport(Transports.inMemory()).build()) {
				other.listen();
				node.dial(other.externalAddress()).disconnect();
				assertThat(journal.next()).isEqualTo("dialed");
				assertThat(journal.next()).isEqualTo("init");
				assertThat(journal.next()).isEqualTo("gone LOCAL");
				other.dial(node.externalAddress()).disconnect();
				assertThat(journal.next()).isEqualTo("connected");
				assertThat(journal.next()).isEqualTo("init");
				assertThat(journal.next()).isEqualTo("gone REMOTE");
			}
		});
	}

	@Test
	void methodsOfEveryVisibility_areCalled() {
		HookedNode.contextRunner(EveryVisibility.class).run((context) -> HookedNode.dial(context, (peer) -> {
			assertThat(context.getBean(Journal.class).entries()).containsExactlyInAnyOrder("public", "protected",
					"package", "private");
			assertThat(peer.has("static")).isTrue();
		}));
	}

	@Test
	void inheritedMethods_areCalledOnce() {
		HookedNode.contextRunner(Child.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("inherited",
					"private of the parent", "overridden", "interface", "generic"));
	}

	@Test
	void metaAnnotatedMethod_isCalled() {
		HookedNode.contextRunner(MetaAnnotated.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("greeted"));
	}

	@Test
	void methodOfConfigurationClass_isCalledOnTheRealInstance() {
		HookedNode.contextRunner(FullConfiguration.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("configuration"));
	}

	@Test
	void lazyBean_isMadeByItsFirstEvent() {
		HookedNode.contextRunner(LazyGreeter.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			assertThat(journal.entries()).isEmpty();
			HookedNode.dial(context);
			HookedNode.dial(context);
			assertThat(journal.entries()).containsExactly("made", "init", "init");
		});
	}

	@Test
	void prototype_isMadeForEachEvent() {
		HookedNode.contextRunner(PrototypeGreeter.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			assertThat(journal.entries()).isEmpty();
			HookedNode.dial(context);
			HookedNode.dial(context);
			assertThat(journal.entries()).containsExactly("made", "init", "made", "init");
		});
	}

	@Test
	void innerBean_isNoPlaceForHooks() {
		RootBeanDefinition outer = new RootBeanDefinition(Outer.class);
		outer.getConstructorArgumentValues()
			.addGenericArgumentValue(
					new RootBeanDefinition(MetaAnnotated.class, RootBeanDefinition.AUTOWIRE_CONSTRUCTOR, false));
		HookedNode.contextRunner()
			.withInitializer((context) -> ((BeanDefinitionRegistry) context).registerBeanDefinition("outer", outer))
			.run((context) -> {
				assertThat(context.getBean(Outer.class).inner()).isNotNull();
				assertThat(HookedNode.dial(context).entries()).isEmpty();
			});
	}

	record Outer(MetaAnnotated inner) {
	}

	record EveryKind(Journal journal) {

		@OnPeerConnected
		void connected(Peer peer) {
			this.journal.add("connected");
		}

		@OnPeerDialed
		void dialed(Node node, Peer peer) {
			assertThat(peer.node()).isSameAs(node);
			this.journal.add("dialed");
		}

		@OnPeerInit
		void init(Peer peer, Node node) {
			assertThat(peer.node()).isSameAs(node);
			this.journal.add("init");
		}

		@OnPeerDisconnected
		void gone(DisconnectReason reason, Node node, Peer peer) {
			assertThat(peer.disconnectReason()).contains(reason);
			this.journal.add("gone " + reason);
		}

	}

	public static class EveryVisibility {

		private final Journal journal;

		EveryVisibility(Journal journal) {
			this.journal = journal;
		}

		@OnPeerInit
		public void onPublic() {
			this.journal.add("public");
		}

		@OnPeerInit
		protected void onProtected() {
			this.journal.add("protected");
		}

		@OnPeerInit
		void onPackage() {
			this.journal.add("package");
		}

		@OnPeerInit
		private void onPrivate() {
			this.journal.add("private");
		}

		@OnPeerInit
		static void onStatic(Peer peer) {
			peer.set("static", true);
		}

	}

	interface Greets<T> {

		@OnPeerInit
		default void ofInterface(Peer peer) {
			journal().add("interface");
		}

		@OnPeerInit
		void generic(T peer);

		Journal journal();

	}

	abstract static class Parent {

		final Journal journal;

		Parent(Journal journal) {
			this.journal = journal;
		}

		@OnPeerInit
		void inherited() {
			this.journal.add("inherited");
		}

		@OnPeerInit
		private void ofParent() {
			this.journal.add("private of the parent");
		}

		@OnPeerInit
		void overridden() {
			this.journal.add("not overridden");
		}

	}

	static class Child extends Parent implements Greets<Peer> {

		Child(Journal journal) {
			super(journal);
		}

		@Override
		void overridden() {
			this.journal.add("overridden");
		}

		@Override
		public void generic(Peer peer) {
			this.journal.add("generic");
		}

		@Override
		public Journal journal() {
			return this.journal;
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@OnPeerInit
	@interface Greeting {

	}

	record MetaAnnotated(Journal journal) {

		@Greeting
		void greet(Peer peer) {
			this.journal.add("greeted");
		}

	}

	@Configuration
	static class FullConfiguration {

		private final Journal journal;

		FullConfiguration(Journal journal) {
			this.journal = journal;
		}

		@Bean
		String anything() {
			return "";
		}

		@OnPeerInit
		private void init() {
			this.journal.add("configuration");
		}

	}

	static class Greeter {

		private final Journal journal;

		Greeter(Journal journal) {
			this.journal = journal;
			journal.add("made");
		}

		@OnPeerInit
		void init(Peer peer) {
			this.journal.add("init");
		}

	}

	@Lazy
	static class LazyGreeter extends Greeter {

		LazyGreeter(Journal journal) {
			super(journal);
		}

	}

	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	static class PrototypeGreeter extends Greeter {

		PrototypeGreeter(Journal journal) {
			super(journal);
		}

	}

}
