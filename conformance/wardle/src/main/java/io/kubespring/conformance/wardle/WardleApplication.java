package io.kubespring.conformance.wardle;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class WardleApplication {

	public static void main(String[] args) {
		SpringApplication.run(WardleApplication.class, args);
	}

}
