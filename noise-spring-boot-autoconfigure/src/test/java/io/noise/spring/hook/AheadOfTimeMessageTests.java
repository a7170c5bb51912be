package io.noise.spring.hook;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.Node;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.PeerMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Message methods in an application that was processed ahead of time.
 */
class AheadOfTimeMessageTests {

	private final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	@Test
	void messageMethods_mayBeCalledByReflection() {
		RuntimeHints hints = process().getRuntimeHints();
		assertThat(this.reflection.onMethodInvocation(Reader.class, "read")).accepts(hints);
		assertThat(this.reflection.onMethodInvocation(MessagePlacementTests.MetaAnnotated.class, "chat"))
			.accepts(hints);
	}

	@Test
	void records_mayBeWrittenAndRead_withAllThatTheyContain() throws NoSuchMethodException {
		RuntimeHints hints = process().getRuntimeHints();
		for (Class<?> type : List.of(Letter.class, Page.class, Parcel.class)) {
			assertThat(this.reflection.onMethodInvocation(type.getRecordComponents()[0].getAccessor())).accepts(hints);
			assertThat(this.reflection.onConstructorInvocation(type.getDeclaredConstructors()[0])).accepts(hints);
		}
		assertThat(this.reflection.onType(Mail.class)).accepts(hints);
		assertThat(this.reflection.onType(Stamp.class)).rejects(hints);
	}

	@Test
	void recordThatReplacesATypeVariable_mayBeWrittenAndRead() {
		assertThat(this.reflection.onConstructorInvocation(Vote.class.getDeclaredConstructors()[0]))
			.accepts(process().getRuntimeHints());
	}

	@Test
	void replies_mayBeWritten() {
		RuntimeHints hints = process().getRuntimeHints();
		assertThat(this.reflection.onConstructorInvocation(Receipt.class.getDeclaredConstructors()[0])).accepts(hints);
		assertThat(this.reflection.onConstructorInvocation(Line.class.getDeclaredConstructors()[0])).accepts(hints);
	}

	@Test
	@CompileWithForkedClassLoader
	@SuppressWarnings("unchecked")
	void generatedDefinitions_haveTheSameMessageMethods() {
		TestCompiler.forSystem().with(process()).compile((compiled) -> {
			GenericApplicationContext context = new GenericApplicationContext(new DefaultListableBeanFactory());
			compiled.getInstance(ApplicationContextInitializer.class).initialize(context);
			context.refresh();
			try (context) {
				assertThat(HookedNode.send(context, new Chat("a"), new Parcel(List.of("brick"))).entries())
					.containsExactly("meta", "Parcel[contents=[brick]]");
			}
		});
	}

	private static TestGenerationContext process() {
		TestGenerationContext generated = new TestGenerationContext(AheadOfTimeMessageTests.class);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(HookedNode.class, Reader.class, MessagePlacementTests.MetaAnnotated.class, Voter.class,
					Answerer.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
		}
		generated.writeGeneratedContent();
		return generated;
	}

	sealed interface Mail permits Letter, Parcel {

	}

	record Page(String text) {
	}

	record Letter(Optional<List<Page>> pages) implements Mail {
	}

	record Parcel(List<String> contents) implements Mail {
	}

	record Stamp(int value) {
	}

	record Bill(long cents) {
	}

	record Line(String text) {
	}

	record Receipt(List<Line> lines) {
	}

	static class Voter implements MessagePlacementTests.Reads<Vote> {

		@Override
		public void read(Vote vote) {
		}

	}

	static class Answerer {

		@OnMessage(opcode = 6)
		CompletableFuture<Optional<Receipt>> pay(Bill bill) {
			return CompletableFuture.completedFuture(Optional.empty());
		}

	}

	record Reader(Journal journal) {

		@OnMessage(opcode = 5)
		void read(Node node, Mail mail, @PeerMetadata("stamp") @Nullable Stamp stamp) {
			this.journal.add(mail.toString());
		}

	}

}
