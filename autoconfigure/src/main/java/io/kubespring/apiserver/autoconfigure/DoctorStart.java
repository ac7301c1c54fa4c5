package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.kubespring.apiserver.doctor.Doctor;
import io.kubespring.apiserver.doctor.DoctorReport;
import io.kubespring.apiserver.doctor.Finding;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;

/**
 * Reports once after the start what is broken on the way through the cluster, when the
 * aggregator has had the time to look.
 */
final class DoctorStart implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(DoctorStart.class);

	/**
	 * The aggregator looks every few seconds at what is not available, and asks for new
	 * schemas within a minute.
	 */
	static final Duration DELAY = Duration.ofSeconds(90);

	private final Doctor doctor;

	private final BooleanSupplier serving;

	private final Scheduler scheduler;

	private final Disposable.Swap waiting = Disposables.swap();

	private volatile boolean running;

	DoctorStart(Doctor doctor, BooleanSupplier serving, Scheduler scheduler) {
		this.doctor = doctor;
		this.serving = serving;
		this.scheduler = scheduler;
	}

	@Override
	public void start() {
		this.running = true;
		this.waiting.update(Until.isTrue(this.serving, this.scheduler)
			.then(Mono.delay(DELAY, this.scheduler))
			.then(Mono.defer(this.doctor::examine))
			.subscribe(DoctorStart::report,
					(ex) -> logger.warn("The way through the cluster could not be examined: " + ex)));
	}

	private static void report(List<Finding> findings) {
		if (DoctorReport.isBroken(findings)) {
			logger
				.warn("The way through the cluster is broken:" + System.lineSeparator() + DoctorReport.text(findings));
		}
	}

	@Override
	public void stop() {
		this.waiting.dispose();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
