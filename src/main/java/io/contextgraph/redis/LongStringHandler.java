package io.contextgraph.redis;

import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Passes what one connection receives through a {@link LongStringFilter}. */
final class LongStringHandler extends ChannelInboundHandlerAdapter {
  private final LongStringFilter filter;

  private LongStringHandler(int limit) {
    this.filter = new LongStringFilter(limit);
  }

  /** Adds a handler to each connection, before the one of Lettuce that collects replies. */
  static NettyCustomizer customizer(int limit) {
    return new NettyCustomizer() {
      @Override
      public void afterChannelInitialized(Channel channel) {
        ChannelHandlerContext lettuce = channel.pipeline().context(CommandHandler.class);
        channel
            .pipeline()
            .addBefore(lettuce.name(), "long-string-filter", new LongStringHandler(limit));
      }
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf received)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      filter.filter(received, context::fireChannelRead);
    } finally {
      received.release();
    }
  }

  /** The connection cannot be used any longer: where the next reply begins is unknown. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.fireExceptionCaught(cause);
    context.close();
  }
}
