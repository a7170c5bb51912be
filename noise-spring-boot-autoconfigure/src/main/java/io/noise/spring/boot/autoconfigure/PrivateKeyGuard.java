package io.noise.spring.boot.autoconfigure;

import java.util.stream.Stream;

import io.noise.identity.Identity;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses private keys in properties of {@code noise.*} that are not for keys. Checks
 * before anything is bound, since a value that cannot be bound is shown: in exceptions,
 * in the log, in the analysis of the failure.
 */
final class PrivateKeyGuard implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName NOISE = ConfigurationPropertyName.of("noise");

	/** The one property for keys. */
	private static final ConfigurationPropertyName PEM = ConfigurationPropertyName.of("noise.identity.pem");

	private final ConfigurableEnvironment environment;

	PrivateKeyGuard(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Checks all properties that the environment has now.
	 * @throws RefusedPropertyException if there is a key; it names the property and does
	 * not show the value
	 */
	void check() {
		ConfigurationPropertySources.get(this.environment).forEach(this::check);
	}

	private void check(ConfigurationPropertySource source) {
		if (source instanceof IterableConfigurationPropertySource iterable) {
			try (Stream<ConfigurationPropertyName> names = iterable.stream()) {
				names.filter(NOISE::isAncestorOf).forEach((name) -> check(iterable, name));
			}
		}
	}

	private void check(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		if (!name.equals(PEM) && isPrivateKey(source.getConfigurationProperty(name))) {
			throw new RefusedPropertyException("The property " + name + " holds a private key. It is not shown here.",
					"A key itself belongs in noise.identity.pem; noise.identity.location is the path of a file that "
							+ "holds a key. If others could read this key, create a new one.");
		}
	}

	private boolean isPrivateKey(@Nullable ConfigurationProperty property) {
		if (property == null || !(property.getValue() instanceof CharSequence text)) {
			return false;
		}
		return Identity.isPrivateKey(text)
				|| Identity.isPrivateKey(this.environment.resolvePlaceholders(text.toString()));
	}

	/** Checks sources that cannot list their names at each name that is bound. */
	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new AbstractBindHandler(bindHandler) {

			@Override
			public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
					BindContext context) {
				if (name.equals(NOISE)) {
					check();
					ServiceLinks.check(context.getSources());
				}
				if (NOISE.isAncestorOf(name)) {
					context.getSources().forEach((source) -> check(source, name));
				}
				return super.onStart(name, target, context);
			}

		};
	}

}
