package io.noise.transport;

import java.util.Map;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection in memory. With {@link ChannelOption#ALLOW_HALF_CLOSURE}
 * the end of the input is an event; without, which is the default, it closes the channel.
 */
final class MemoryChannelConfig extends DefaultChannelConfig {

	private final Runnable autoReadCleared;

	private volatile boolean allowHalfClosure;

	/**
	 * Creates the options of a channel.
	 * @param autoReadCleared run when reading is no longer wanted, on any thread
	 */
	MemoryChannelConfig(Channel channel, Runnable autoReadCleared) {
		super(channel);
		this.autoReadCleared = autoReadCleared;
	}

	boolean isAllowHalfClosure() {
		return this.allowHalfClosure;
	}

	@Override
	public Map<ChannelOption<?>, Object> getOptions() {
		return getOptions(super.getOptions(), ChannelOption.ALLOW_HALF_CLOSURE);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T getOption(ChannelOption<T> option) {
		if (ChannelOption.ALLOW_HALF_CLOSURE.equals(option)) {
			return (T) Boolean.valueOf(this.allowHalfClosure);
		}
		return super.getOption(option);
	}

	@Override
	public <T> boolean setOption(ChannelOption<T> option, T value) {
		if (ChannelOption.ALLOW_HALF_CLOSURE.equals(option)) {
			validate(option, value);
			this.allowHalfClosure = (Boolean) value;
			return true;
		}
		return super.setOption(option, value);
	}

	@Override
	protected void autoReadCleared() {
		this.autoReadCleared.run();
	}

}
