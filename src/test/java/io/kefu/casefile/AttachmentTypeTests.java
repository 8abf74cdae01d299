package io.kefu.casefile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.kefu.problem.InvalidInputException;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AttachmentTypeTests {

	private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

	private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000");

	private static final byte[] PDF = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(StandardCharsets.ISO_8859_1);

	@TempDir
	private Path folder;

	@Test
	void fileIsWhatItsNameAndItsContentSay() throws IOException {
		assertThat(type("说明.pdf", PDF)).isEqualTo(AttachmentType.PDF);
		assertThat(type("照片.PNG", PNG)).isEqualTo(AttachmentType.PNG);
		assertThat(type("照片.jpeg", JPEG)).isEqualTo(AttachmentType.JPEG);
		assertThat(type("照片.jpg", JPEG)).isEqualTo(AttachmentType.JPEG);
		assertThat(type("报告.docx", zip("[Content_Types].xml", "word/document.xml"))).isEqualTo(AttachmentType.DOCX);
		assertThat(type("报告.docx", zip("word/document.xml", "[Content_Types].xml"))).isEqualTo(AttachmentType.DOCX);
		assertThat(type("清单.xlsx", workbook())).isEqualTo(AttachmentType.XLSX);
		assertThat(type("日志.txt", "第一行\t<html>\r\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(AttachmentType.TEXT);
		assertThat(type("日志.txt", "第一行\r\n".getBytes(Charset.forName("GBK")))).isEqualTo(AttachmentType.TEXT);
	}

	@Test
	void otherTypesAreRefusedWithTheListOfThoseTaken() {
		for (String name : new String[] { "程序.exe", "页面.html", "图.svg", "包.zip", "宏.docm", "没有结尾" }) {
			assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> type(name, PDF))
				.satisfies((ex) -> assertThat(ex.errors().get(0).field()).isEqualTo("file"))
				.withMessage("文件“" + name + "”的类型不能上传，可以上传：pdf、png、jpg、jpeg、docx、xlsx、txt");
		}
	}

	@Test
	void contentThatIsSomethingElseIsRefused() throws IOException {
		refused("说明.pdf", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "PDF 文件");
		refused("照片.png", JPEG, "PNG 图片");
		refused("照片.jpg", PNG, "JPEG 图片");
		refused("报告.docx", zip("a.exe"), "Word 文档（.docx，不含宏）");
		refused("报告.docx", workbook(), "Word 文档（.docx，不含宏）");
		refused("报告.docx", PDF, "Word 文档（.docx，不含宏）");
		refused("清单.xlsx", zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "Excel 表格（.xlsx，不含宏）");
		refused("清单.xlsx", Arrays.copyOf(workbook(), 200), "Excel 表格（.xlsx，不含宏）");
		refused("日志.txt", new byte[] { 'M', 'Z', 0, 3 }, "文本（UTF-8 或 GBK）");
		refused("日志.txt", new byte[] { (byte) 0xFF, (byte) 0xFF }, "文本（UTF-8 或 GBK）");
	}

	private void refused(String name, byte[] content, String expected) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> type(name, content))
			.withMessage("文件“" + name + "”的内容不是" + expected);
	}

	private AttachmentType type(String name, byte[] content) throws IOException {
		return AttachmentType.of(name, Files.write(this.folder.resolve("upload"), content));
	}

	private static byte[] zip(String... names) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (String name : names) {
				zip.putNextEntry(new ZipEntry(name));
				zip.write("x".getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private static byte[] workbook() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
			workbook.newWorksheet("清单").value(0, 0, "序列号");
		}
		return bytes.toByteArray();
	}

}
