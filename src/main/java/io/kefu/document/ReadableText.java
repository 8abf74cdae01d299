package io.kefu.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * Makes the text of a PDF what was written. Chinese fonts draw a radical and the
 * character that looks the same with one glyph, and PDFBox notes the radical for the
 * glyph: whoever searches a document for 客户 or copies 日期 out of it would not get these
 * characters.
 */
final class ReadableText {

	private static final int FIRST_RADICAL = 0x2E80;

	private static final int LAST_RADICAL = 0x2FDF;

	private static final int FIRST_CHARACTER = 0x4E00;

	private static final int LAST_CHARACTER = 0x9FFF;

	/** Glyphs from and to, and the character of the first. */
	private static final Pattern RANGE = Pattern.compile("(?m)^<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>$");

	private final Map<Integer, Integer> characters = new HashMap<>();

	/**
	 * Reads from a font which radicals and characters share a glyph.
	 * @param font a TrueType font
	 * @throws IOException if it cannot be read
	 */
	ReadableText(InputStream font) throws IOException {
		try (TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
			CmapLookup glyphs = parsed.getUnicodeCmapLookup();
			Map<Integer, Integer> byGlyph = new HashMap<>();
			for (int character = FIRST_CHARACTER; character <= LAST_CHARACTER; character++) {
				byGlyph.putIfAbsent(glyphs.getGlyphId(character), character);
			}
			byGlyph.remove(0);
			for (int radical = FIRST_RADICAL; radical <= LAST_RADICAL; radical++) {
				Integer character = byGlyph.get(glyphs.getGlyphId(radical));
				if (character != null) {
					this.characters.put(radical, character);
				}
			}
		}
	}

	/**
	 * Corrects the text of a PDF; what it looks like stays.
	 * @param pdf a PDF file made with that font
	 * @return the corrected file
	 * @throws IOException if it is no PDF
	 */
	byte[] in(byte[] pdf) throws IOException {
		try (PDDocument document = Loader.loadPDF(pdf); ByteArrayOutputStream result = new ByteArrayOutputStream()) {
			for (PDPage page : document.getPages()) {
				for (COSName name : page.getResources().getFontNames()) {
					correct(page.getResources().getFont(name).getCOSObject().getCOSStream(COSName.TO_UNICODE));
				}
			}
			document.save(result);
			return result.toByteArray();
		}
	}

	private void correct(COSStream toUnicode) throws IOException {
		String corrected = RANGE.matcher(toUnicode.toTextString()).replaceAll(this::correct);
		try (OutputStream out = toUnicode.createOutputStream(COSName.FLATE_DECODE)) {
			out.write(corrected.getBytes(StandardCharsets.US_ASCII));
		}
	}

	private String correct(MatchResult range) {
		int from = Integer.parseInt(range.group(1), 16);
		int to = Integer.parseInt(range.group(2), 16);
		int first = Integer.parseInt(range.group(3), 16);
		if (first > LAST_RADICAL || first + to - from < FIRST_RADICAL) {
			return range.group();
		}
		StringBuilder singly = new StringBuilder();
		for (int glyph = from; glyph <= to; glyph++) {
			int character = first + glyph - from;
			singly.append("%s<%04X> <%04X> <%04X>".formatted((glyph > from) ? "\n" : "", glyph, glyph,
					this.characters.getOrDefault(character, character)));
		}
		return singly.toString();
	}

}
