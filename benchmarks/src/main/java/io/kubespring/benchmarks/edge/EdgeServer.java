package io.kubespring.benchmarks.edge;

import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;

/**
 * One application that gives the fixed answer, in a process of its own so that its CPU
 * time is its own. Prints its port.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EdgeServer {

	/**
	 * Start a server.
	 * @param args the place, the neighbour, then Boot's own arguments
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(EdgeServer.class);
		application.setAdditionalProfiles(args[0], args[1]);
		application.setDefaultProperties(Map.of("spring.autoconfigure.exclude", Neighbour.valueOf(args[1]).exclusions(),
				"server.port", "0", "spring.main.banner-mode", "off", "logging.level.root", "warn"));
		ConfigurableApplicationContext context = application.run(args);
		System.out.println("PORT " + context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@Bean
	@Profile("HTTP_HANDLER")
	WebHttpHandlerBuilderCustomizer fixedAnswerInFront() {
		return (builder) -> builder.httpHandlerDecorator(
				(application) -> (request, response) -> request.getURI().getRawPath().equals(FixedAnswer.PATH)
						? FixedAnswer.write(response) : application.handle(request, response));
	}

	@Bean
	@Profile("HANDLER_MAPPING")
	HandlerMapping fixedAnswerMapping() {
		WebHandler handler = (exchange) -> FixedAnswer.write(exchange.getResponse());
		return new SimpleUrlHandlerMapping(Map.of(FixedAnswer.PATH, handler), -200);
	}

	@Bean
	@Profile("ROUTER_FUNCTION")
	RouterFunction<ServerResponse> fixedAnswerRoute() {
		return RouterFunctions.route()
			.GET(FixedAnswer.PATH,
					(request) -> ServerResponse.ok()
						.build((exchange, context) -> FixedAnswer.write(exchange.getResponse()).then(Mono.empty())))
			.build();
	}

	/**
	 * Apart, because the class path of an application need not have Spring Security.
	 */
	@Configuration(proxyBeanMethods = false)
	@Profile("SECURITY")
	static class SecurityConfiguration {

		@Bean
		SecurityWebFilterChain permitAll(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll()).build();
		}

	}

}
