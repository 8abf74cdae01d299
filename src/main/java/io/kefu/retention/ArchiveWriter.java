package io.kefu.retention;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.evidence.AuditEvent;
import io.kefu.evidence.Sha256;

/**
 * Writes one archive: compressed JSON Lines with a head, the events with their hashes,
 * and the values and files they refer to. It has its name only when it is complete and on
 * the disk.
 */
final class ArchiveWriter implements AutoCloseable {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Path target;

	private final Path part;

	private final Writer writer;

	private final Map<String, String> hashes = new LinkedHashMap<>();

	private final Set<String> contents = new LinkedHashSet<>();

	ArchiveWriter(Path target, Map<String, Object> head) throws IOException {
		this.target = target;
		this.part = target.resolveSibling(target.getFileName() + ".part");
		Files.createDirectories(target.getParent());
		OutputStream out = Files.newOutputStream(this.part);
		this.writer = new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8));
		line(head);
	}

	void add(AuditEvent event) throws IOException {
		String hash = event.hash();
		this.hashes.put(event.key(), hash);
		collect(event.facts());
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("hash", hash);
		line.put("event", event.content());
		line(line);
	}

	/** Values name the bytes they have elsewhere by {@code content}. */
	private void collect(Object value) {
		if (value instanceof Map<?, ?> map) {
			if (map.get("content") instanceof String id) {
				this.contents.add(id);
			}
			map.values().forEach(this::collect);
		}
		else if (value instanceof Collection<?> list) {
			list.forEach(this::collect);
		}
	}

	/**
	 * Completes the archive.
	 * @param content gives the bytes of a content by its id, null where it has none
	 * @throws IOException if it cannot be written; then there is no archive
	 */
	void finish(Function<String, byte[]> content) throws IOException {
		for (String id : this.contents) {
			byte[] bytes = content.apply(id);
			if (bytes != null) {
				Map<String, Object> line = new LinkedHashMap<>();
				line.put("content", id);
				line.put("sha256", Sha256.hex(bytes));
				line.put("base64", Base64.getEncoder().encodeToString(bytes));
				line(line);
			}
		}
		this.writer.close();
		try (FileChannel file = FileChannel.open(this.part, StandardOpenOption.WRITE)) {
			file.force(true);
		}
		Files.move(this.part, this.target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	/** Hash of each event by its key, in order. */
	Map<String, String> hashes() {
		return this.hashes;
	}

	private void line(Map<String, Object> content) throws IOException {
		this.writer.write(JSON.writeValueAsString(content));
		this.writer.write('\n');
	}

	/** Leaves nothing of an archive that was not finished. */
	@Override
	public void close() throws IOException {
		try {
			this.writer.close();
		}
		finally {
			Files.deleteIfExists(this.part);
		}
	}

}
