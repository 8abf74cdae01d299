package io.kefu.notification;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Settings {@code kefu.notification.*}.
 *
 * @param from sender of e-mails, {@code a@b} or {@code Name <a@b>}
 * @param hotline telephone number that messages to customers name; null or empty: none
 * @param webhook the group robot
 */
@ConfigurationProperties("kefu.notification")
record NotificationProperties(@DefaultValue("kefu@localhost") String from, String hotline,
		@DefaultValue Webhook webhook) {

	/**
	 * A robot of a WeCom or DingTalk group. Its address holds a secret, so it is read
	 * from here when a message is sent and never stored with the message.
	 *
	 * @param type shape of the request
	 * @param url robot of every group without its own; null or empty: none
	 * @param groupUrls robots per group id
	 * @param connectTimeout limit for the connection
	 * @param readTimeout limit for the whole answer
	 */
	record Webhook(@DefaultValue("wecom") WebhookType type, String url,
			@Name("groups") @DefaultValue Map<String, String> groupUrls, @DefaultValue("5s") Duration connectTimeout,
			@DefaultValue("10s") Duration readTimeout) {
	}

	/** The two shapes of robot requests. */
	enum WebhookType {

		/** 企业微信. */
		WECOM,

		/** 钉钉. */
		DINGTALK

	}

}
