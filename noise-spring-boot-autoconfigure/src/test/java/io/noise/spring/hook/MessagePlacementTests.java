package io.noise.spring.hook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Places of message methods.
 */
@SuppressWarnings("unused") // message methods are called by reflection
class MessagePlacementTests {

	@Test
	void typeOfTheParameter_picksTheMessages() {
		HookedNode.contextRunner(TwoTypes.class).run((context) -> {
			assertThat(context.getBean(Node.class).messages().types()).containsOnlyKeys(16, 17)
				.containsEntry(16, Chat.class)
				.containsEntry(17, Vote.class);
			assertThat(HookedNode.send(context, new Chat("a"), new Vote(7), new Chat("b")).entries())
				.containsExactly("chat a", "vote 7", "chat b");
		});
	}

	@Test
	void methodsOfEveryVisibility_areCalled() {
		HookedNode.contextRunner(EveryVisibility.class).run((context) -> {
			assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactlyInAnyOrder("public",
					"protected", "package", "private");
			assertThat(context.getBean(Node.class).get("static")).isEqualTo("a");
		});
	}

	@Test
	void inheritedMethods_areCalledOnce() {
		HookedNode.contextRunner(Child.class)
			.run((context) -> assertThat(HookedNode.send(context, new Chat("a"), new Vote(1)).entries())
				.containsExactly("overridden a", "interface 1"));
	}

	@Test
	void metaAnnotatedMethod_hasItsOpcode() {
		HookedNode.contextRunner(MetaAnnotated.class).run((context) -> {
			assertThat(context.getBean(Node.class).messages().types()).containsOnlyKeys(33);
			assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("meta");
		});
	}

	@Test
	void lazyBean_isMadeByItsFirstMessage() {
		HookedNode.contextRunner(LazyReader.class).run((context) -> {
			assertThat(context.getBean(Journal.class).entries()).isEmpty();
			assertThat(HookedNode.send(context, new Chat("a"), new Chat("b")).entries()).containsExactly("made", "a",
					"b");
		});
	}

	@Test
	void prototype_isMadeForEachMessage() {
		HookedNode.contextRunner(PrototypeReader.class)
			.run((context) -> assertThat(HookedNode.send(context, new Chat("a"), new Chat("b")).entries())
				.containsExactly("made", "a", "made", "b"));
	}

	@Test
	void beanWhoseDeclaredTypeHidesItsMethods_isFoundWhenItComesToLife() {
		HookedNode.contextRunner(Hiding.class).run((context) -> {
			assertThat(context.getBean("hidden")).isInstanceOf(HiddenReader.class);
			assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("hidden a");
		});
	}

	@Test
	void methodsOfOneType_areCalledInTheirOrder() {
		HookedNode.contextRunner(Third.class, First.class, Second.class)
			.run((context) -> assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("first",
					"second", "third"));
	}

	record TwoTypes(Journal journal) {

		@OnMessage(opcode = 16)
		void chat(Chat chat) {
			this.journal.add("chat " + chat.text());
		}

		@OnMessage(opcode = 17)
		void vote(Peer peer, Vote vote) {
			this.journal.add("vote " + vote.choice());
		}

	}

	static class EveryVisibility {

		private final Journal journal;

		EveryVisibility(Journal journal) {
			this.journal = journal;
		}

		@OnMessage(opcode = 1)
		public void onPublic(Chat chat) {
			this.journal.add("public");
		}

		@OnMessage(opcode = 1)
		protected void onProtected(Chat chat) {
			this.journal.add("protected");
		}

		@OnMessage
		void onPackage(Chat chat) {
			this.journal.add("package");
		}

		@OnMessage
		private void onPrivate(Chat chat) {
			this.journal.add("private");
		}

		@OnMessage
		static void onStatic(Chat chat, Node node) {
			node.set("static", chat.text());
		}

	}

	interface Reads<M> {

		@OnMessage(opcode = 2)
		void read(M message);

	}

	static class Parent {

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			throw new AssertionError("is overridden");
		}

	}

	static class Child extends Parent implements Reads<Vote> {

		private final Journal journal;

		Child(Journal journal) {
			this.journal = journal;
		}

		@Override
		void chat(Chat chat) {
			this.journal.add("overridden " + chat.text());
		}

		@Override
		public void read(Vote vote) {
			this.journal.add("interface " + vote.choice());
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@OnMessage
	@interface Numbered {

		@AliasFor(annotation = OnMessage.class, attribute = "opcode")
		int value();

	}

	record MetaAnnotated(Journal journal) {

		@Numbered(33)
		void chat(Chat chat) {
			this.journal.add("meta");
		}

	}

	@Lazy
	static class LazyReader {

		private final Journal journal;

		LazyReader(Journal journal) {
			this.journal = journal;
			journal.add("made");
		}

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add(chat.text());
		}

	}

	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	static class PrototypeReader extends LazyReader {

		PrototypeReader(Journal journal) {
			super(journal);
		}

	}

	record HiddenReader(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add("hidden " + chat.text());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hiding {

		@Bean
		@Lazy
		Object hidden(Journal journal) {
			return new HiddenReader(journal);
		}

	}

	@Order(1)
	record First(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add("first");
		}

	}

	@Order(2)
	record Second(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add("second");
		}

	}

	@Order(1)
	record Third(Journal journal) {

		@Order(3)
		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add("third");
		}

	}

}
