package io.kefu.casefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.kefu.problem.InvalidInputException;
import org.apache.tika.Tika;

/**
 * The kinds of files that may be attached: what customers send and every desk can open. A
 * file must be what its name says. Archives are not among them, because nobody sees what
 * is in them before it is opened, nor are office files with macros.
 */
enum AttachmentType {

	PDF("PDF 文件", "application/pdf", null, "pdf"),

	PNG("PNG 图片", "image/png", null, "png"),

	JPEG("JPEG 图片", "image/jpeg", null, "jpg", "jpeg"),

	DOCX("Word 文档（.docx，不含宏）", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
			"word/document.xml", "docx"),

	XLSX("Excel 表格（.xlsx，不含宏）", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml",
			"xlsx"),

	TEXT("文本（UTF-8 或 GBK）", "text/plain", null, "txt");

	private static final Tika TIKA = new Tika();

	/**
	 * How Tika calls them by content alone: which kind of office file it is only their
	 * parts tell.
	 */
	private static final Set<String> PACKAGES = Set.of("application/zip", "application/x-tika-ooxml");

	private final String label;

	private final String mediaType;

	/** The part without which it is none, null where it is no package of parts. */
	private final String mainPart;

	private final List<String> extensions;

	AttachmentType(String label, String mediaType, String mainPart, String... extensions) {
		this.label = label;
		this.mediaType = mediaType;
		this.mainPart = mainPart;
		this.extensions = List.of(extensions);
	}

	String mediaType() {
		return this.mediaType;
	}

	/** All endings, such as {@code pdf}. */
	static List<String> allExtensions() {
		return Arrays.stream(values()).flatMap((type) -> type.extensions.stream()).toList();
	}

	/**
	 * Finds out what a file is.
	 * @param fileName its name
	 * @param file its content
	 * @return the type
	 * @throws InvalidInputException (400) for the field {@code file}, if it is none of
	 * these or not what its name says
	 * @throws IOException if it cannot be read
	 */
	static AttachmentType of(String fileName, Path file) throws IOException {
		String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		AttachmentType type = Stream.of(values())
			.filter((candidate) -> candidate.extensions.contains(extension))
			.findFirst()
			.orElseThrow(() -> InvalidInputException.of("file",
					"文件“" + fileName + "”的类型不能上传，可以上传：" + String.join("、", allExtensions())));
		if (!type.fits(file)) {
			throw InvalidInputException.of("file", "文件“" + fileName + "”的内容不是" + type.label);
		}
		return type;
	}

	private boolean fits(Path file) throws IOException {
		if (this == TEXT) {
			return isText(Files.readAllBytes(file));
		}
		try (InputStream content = Files.newInputStream(file)) {
			String found = TIKA.detect(content);
			return (this.mainPart != null) ? PACKAGES.contains(found) && isPackage(file) : this.mediaType.equals(found);
		}
	}

	/** Reads the table of contents only: what is packed may be huge. */
	private boolean isPackage(Path file) throws IOException {
		try (ZipFile parts = new ZipFile(file.toFile())) {
			return parts.getEntry("[Content_Types].xml") != null && parts.getEntry(this.mainPart) != null
					&& parts.stream().noneMatch((part) -> part.getName().endsWith("vbaProject.bin"));
		}
		catch (ZipException ex) {
			return false;
		}
	}

	private static boolean isText(byte[] content) {
		return Stream.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))
			.anyMatch((charset) -> isText(content, charset));
	}

	private static boolean isText(byte[] content, Charset charset) {
		try {
			return charset.newDecoder()
				.decode(ByteBuffer.wrap(content))
				.chars()
				.noneMatch((character) -> Character.isISOControl(character) && "\t\n\f\r".indexOf(character) < 0);
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
