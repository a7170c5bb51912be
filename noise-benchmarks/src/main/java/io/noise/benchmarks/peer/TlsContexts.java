package io.noise.benchmarks.peer;

import java.util.List;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * TLS 1.3 with AES-128-GCM and a new P-256 key. The client checks the server's signature,
 * not the certificate, which nobody has issued.
 */
final class TlsContexts {

	private static final List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256");

	private TlsContexts() {
	}

	static SslContext server(SslProvider provider) throws Exception {
		X509Bundle bundle = new CertificateBuilder().subject("CN=localhost")
			.algorithm(CertificateBuilder.Algorithm.ecp256)
			.setIsCertificateAuthority(true)
			.buildSelfSigned();
		return SslContextBuilder.forServer(bundle.getKeyPair().getPrivate(), bundle.getCertificatePath())
			.sslProvider(provider)
			.protocols("TLSv1.3")
			.ciphers(SUITES)
			.build();
	}

	static SslContext client(SslProvider provider) throws Exception {
		return SslContextBuilder.forClient()
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm("")
			.sslProvider(provider)
			.protocols("TLSv1.3")
			.ciphers(SUITES)
			.build();
	}

}
