package io.kefu.casefile;

import java.text.Normalizer;

/**
 * The name under which an attachment is kept: readable in any language, harmless on any
 * system.
 */
final class AttachmentName {

	private static final int LIMIT = 120;

	/**
	 * What systems do not allow, what steers a terminal, and invisible marks, which can
	 * make {@code fdp.exe} look like {@code exe.pdf}.
	 */
	private static final String HARMFUL = "[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}<>:\"|?*]";

	private AttachmentName() {
	}

	/**
	 * Cleans a name as a browser sends it.
	 * @param original the name, maybe with folders; may be null
	 * @return a name of at most {@value #LIMIT} characters, never empty; its ending is
	 * kept
	 */
	static String of(String original) {
		String name = (original != null) ? original : "";
		name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		name = Normalizer.normalize(name, Normalizer.Form.NFC).replaceAll(HARMFUL, "").replaceAll("\\s+", " ");
		int dot = name.lastIndexOf('.');
		String ending = (dot >= 0) ? name.substring(dot).strip() : "";
		String stem = ((dot >= 0) ? name.substring(0, dot) : name).replaceAll("^[. ]+|[. ]+$", "");
		if (stem.isEmpty()) {
			stem = "未命名";
		}
		int room = Math.max(1, LIMIT - ending.length());
		if (stem.length() > room) {
			stem = stem.substring(0, Character.isHighSurrogate(stem.charAt(room - 1)) ? room - 1 : room);
		}
		return stem + ((ending.length() < LIMIT) ? ending : "");
	}

}
