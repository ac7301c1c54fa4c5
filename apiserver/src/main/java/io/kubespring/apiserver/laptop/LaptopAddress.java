package io.kubespring.apiserver.laptop;

import java.util.Locale;
import java.util.regex.Pattern;

import org.bouncycastle.util.IPAddress;

/**
 * Where kube-apiserver reaches an application that runs outside of its cluster.
 *
 * @param host a DNS name, or an address of IP
 * @param port the port
 * @author The kubespring authors
 * @since 0.1.0
 */
public record LaptopAddress(String host, int port) {

	private static final int MAX_PORT = 65_535;

	private static final Pattern NAME = Pattern
		.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

	/**
	 * What a cluster refuses as an endpoint: this host, its link, and groups.
	 */
	private static final Pattern UNROUTABLE = Pattern
		.compile("127\\..*|169\\.254\\..*|22[4-9]\\..*|23\\d\\..*|0\\.0\\.0\\.0|::1?|fe[89ab].:.*|ff...?:.*");

	/**
	 * Read an address.
	 * @param text the host, with a port behind a colon if it is not the application's
	 * own; an address of IPv6 with a port stands in brackets
	 * @param ownPort the port of the application
	 * @return the address
	 * @throws LaptopRefusedException if a cluster cannot use it
	 */
	public static LaptopAddress parse(String text, int ownPort) {
		String address = text.trim().toLowerCase(Locale.ROOT);
		int colon = address.lastIndexOf(':');
		boolean hasPort = colon > 0 && (address.charAt(colon - 1) == ']' || address.indexOf(':') == colon);
		String host = (hasPort ? address.substring(0, colon) : address).replaceAll("^\\[(.*)]$", "$1");
		int port = hasPort ? port(address.substring(colon + 1)) : ownPort;
		if (port <= 0 || port > MAX_PORT) {
			throw new LaptopRefusedException("The port at which " + text + " is reached is not known.",
					"Set server.port to a port, or write it behind the host with a colon.");
		}
		if (!isAddress(host) && !NAME.matcher(host).matches()) {
			throw new LaptopRefusedException(text + " is neither a DNS name nor an address of IP.",
					"Set apiserver.laptop.address to how kube-apiserver reaches this machine, without https://.");
		}
		if (isAddress(host) && UNROUTABLE.matcher(host).matches()) {
			throw new LaptopRefusedException("A cluster does not send requests to " + host + ".",
					"Set apiserver.laptop.address to an address of this machine that the cluster reaches, or to the"
							+ " name localhost if kube-apiserver itself runs on this machine.");
		}
		return new LaptopAddress(host, port);
	}

	private static int port(String digits) {
		try {
			return Integer.parseInt(digits);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Whether the host is an address of IP, which stands in an EndpointSlice.
	 * @return {@code false} if it is a name
	 */
	boolean isAddress() {
		return isAddress(this.host);
	}

	boolean isIpv6() {
		return IPAddress.isValidIPv6(this.host);
	}

	private static boolean isAddress(String host) {
		return IPAddress.isValidIPv4(host) || IPAddress.isValidIPv6(host);
	}

	@Override
	public String toString() {
		return (isIpv6() ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
