package io.kefu.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * The command {@code verify-audit}: verifies an export, alone or against seals that were
 * kept elsewhere. It reads the files and nothing else.
 */
public final class VerifyAudit {

	/** First argument of the application that means this command. */
	public static final String COMMAND = "verify-audit";

	private static final int INTACT = 0;

	private static final int ALTERED = 1;

	private static final int UNUSABLE = 2;

	private VerifyAudit() {
	}

	/**
	 * Runs the command.
	 * @param arguments {@value #COMMAND}, the exported file, and maybe the seals to
	 * compare it with
	 * @param out where to say what was found, in Chinese
	 * @return exit code: 0 nothing was altered, 1 something was, 2 wrong call
	 */
	public static int run(String[] arguments, PrintStream out) {
		if (arguments.length < 2 || arguments.length > 3) {
			out.println("用法：java -jar kefu.jar verify-audit <导出文件> [<seals.json>]");
			return UNUSABLE;
		}
		Path[] files = Arrays.stream(arguments).skip(1).map(Path::of).toArray(Path[]::new);
		try {
			Verdict verdict = verify(files[0], (files.length > 1) ? files[1] : null);
			out.println(verdict.message());
			return verdict.intact() ? INTACT : ALTERED;
		}
		catch (JsonProcessingException ex) {
			out.println("文件无法核对：不是有效的 JSON");
			return UNUSABLE;
		}
		catch (NoSuchFileException ex) {
			out.println("没有这个文件：" + ex.getMessage());
			return UNUSABLE;
		}
		catch (IOException ex) {
			out.println("文件无法核对：" + ex.getMessage());
			return UNUSABLE;
		}
	}

	private static Verdict verify(Path file, Path sealFile) throws IOException {
		SealFile seals = null;
		if (sealFile != null) {
			seals = new SealFile(Files.readString(sealFile));
			Verdict verdict = seals.verify();
			if (!verdict.intact()) {
				return verdict;
			}
		}
		try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			JsonFields head = JsonFields.of(in.readLine());
			if (SealExport.DAY_FORMAT.equals(head.format())) {
				return new DayVerification(in, seals).run(head);
			}
		}
		return new SealFile(Files.readString(file)).verify();
	}

}
