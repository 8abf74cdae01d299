package io.kefu.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where to find everything, once it can be found there.
 */
@Component
class StartupMessage {

	private static final Logger log = LoggerFactory.getLogger(StartupMessage.class);

	@EventListener
	void ready(ApplicationReadyEvent event) {
		if (!(event.getApplicationContext() instanceof ServletWebServerApplicationContext web)) {
			return;
		}
		String base = "http://localhost:" + web.getWebServer().getPort();
		log.info("""

				客服 Kefu 已启动
				  任务列表 Tasklist  {}/camunda/app/tasklist/default/
				  流程监控 Cockpit   {}/camunda/app/cockpit/default/
				  系统管理 Admin     {}/camunda/app/admin/default/
				  接口     REST      {}/engine-rest  {}/api/cases
				""", base, base, base, base, base);
	}

}
