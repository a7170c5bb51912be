package io.noise.spring.hook;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Hooks in a context whose parent has the node.
 */
class ChildContextHookTests {

	@Test
	void hooksOfChild_areCalledUntilItCloses_andTheNodeLivesOn() {
		HookedNode.contextRunner().run((parent) -> {
			AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
			child.setParent(parent);
			child.register(Child.class);
			child.refresh();
			assertThat(HookedNode.dial(parent).entries()).containsExactly("child");
			child.close();
			assertThat(HookedNode.dial(parent).entries()).containsExactly("child");
			assertThat(parent.getBean(Node.class).state()).isNotEqualTo(NodeState.CLOSED);
		});
	}

	@Test
	void messageMethodsOfChild_areCalledUntilItCloses_andTheirTypesStay() {
		HookedNode.contextRunner().run((parent) -> {
			AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
			child.setParent(parent);
			child.register(Child.class);
			child.refresh();
			assertThat(HookedNode.send(parent, new Chat("a")).entries()).containsExactly("child", "child a");
			child.close();
			assertThat(HookedNode.send(parent, new Chat("b")).entries()).containsExactly("child", "child a");
			assertThat(parent.getBean(Node.class).messages().types()).containsEntry(1, Chat.class);
		});
	}

	@Test
	void hooksOfAChildThatFailsToStart_areTakenBack() {
		HookedNode.contextRunner().run((parent) -> {
			AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
			child.setParent(parent);
			child.register(Child.class);
			child.addApplicationListener((event) -> {
				if (event instanceof ContextRefreshedEvent) {
					throw new IllegalStateException("on purpose");
				}
			});
			assertThatIllegalStateException().isThrownBy(child::refresh).withMessage("on purpose");
			assertThat(HookedNode.dial(parent).entries()).isEmpty();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

		@Bean
		static HookRegistrar hookRegistrar() {
			return new HookRegistrar();
		}

		@Bean
		Greeter greeter(Journal journal) {
			return new Greeter(journal);
		}

	}

	record Greeter(Journal journal) {

		@OnPeerInit
		void init() {
			this.journal.add("child");
		}

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add("child " + chat.text());
		}

	}

}
