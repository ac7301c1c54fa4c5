package io.kubespring.apiserver.autoconfigure;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntConsumer;

import io.kubespring.apiserver.doctor.DoctorReport;
import io.kubespring.apiserver.doctor.Finding;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * The command {@code --apiserver.doctor}: examines the application's installation from
 * outside of it and ends the process, before the application's own runners have their
 * turn; with exit code 1 if something is broken.
 */
final class DoctorCommand implements ApplicationListener<ApplicationStartedEvent>, Ordered {

	private final OutsideExamination examination;

	private final PrintStream out;

	private final IntConsumer exit;

	DoctorCommand(OutsideExamination examination, PrintStream out, IntConsumer exit) {
		this.examination = examination;
		this.out = out;
		this.exit = exit;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		int code = examine();
		this.out.flush();
		int closed = SpringApplication.exit(event.getApplicationContext());
		this.exit.accept((code != 0) ? code : closed);
	}

	private int examine() {
		try {
			List<Finding> findings = this.examination.findings();
			this.out.print(DoctorReport.text(findings));
			return DoctorReport.isBroken(findings) ? 1 : 0;
		}
		catch (RuntimeException ex) {
			this.out.println("Unable to examine: " + ex.getMessage());
			return 1;
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
