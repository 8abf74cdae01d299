package io.kefu.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the XML of a model without trusting it: no document type, no external entities,
 * bounded size and depth.
 */
final class ModelXml {

	/** Elements in one model; the largest of ours has about a fifth of it. */
	static final int MAX_ELEMENTS = 5000;

	/** Nesting of elements in one model. */
	static final int MAX_DEPTH = 60;

	private ModelXml() {
	}

	/**
	 * Reads a document.
	 * @param content the bytes of the file
	 * @return the root element
	 * @throws UnsafeXmlException when it is no XML or breaks a limit; the message is
	 * Chinese
	 */
	static Element read(byte[] content) throws UnsafeXmlException {
		TreeBuilder tree = new TreeBuilder();
		try {
			SAXParserFactory factory = SAXParserFactory.newInstance();
			factory.setNamespaceAware(true);
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
			factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
			factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
			factory.setXIncludeAware(false);
			factory.newSAXParser().parse(new ByteArrayInputStream(content), tree);
		}
		catch (LimitException ex) {
			throw new UnsafeXmlException(ex.getMessage());
		}
		catch (SAXException | IOException ex) {
			throw new UnsafeXmlException("不是可以读取的 XML（不允许 DOCTYPE 和外部实体）");
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException(ex);
		}
		return tree.root;
	}

	/**
	 * An attribute.
	 *
	 * @param namespace URI, empty for none
	 * @param name local name
	 * @param value its value
	 */
	record Attribute(String namespace, String name, String value) {
	}

	/** An element with its place in the document. */
	static final class Element {

		private final Element parent;

		private final String namespace;

		private final String name;

		private final List<Attribute> attributes = new ArrayList<>();

		private final List<Element> children = new ArrayList<>();

		private final StringBuilder text = new StringBuilder();

		Element(Element parent, String namespace, String name) {
			this.parent = parent;
			this.namespace = namespace;
			this.name = name;
		}

		String namespace() {
			return this.namespace;
		}

		String name() {
			return this.name;
		}

		Element parent() {
			return this.parent;
		}

		List<Attribute> attributes() {
			return this.attributes;
		}

		String text() {
			return this.text.toString().trim();
		}

		/** The value of the attribute of that name in any namespace. */
		Optional<String> attribute(String attributeName) {
			return this.attributes.stream()
				.filter((attribute) -> attribute.name().equals(attributeName))
				.map(Attribute::value)
				.findFirst();
		}

		/** The id of this element or of the nearest one around it that has one. */
		String nearestId() {
			for (Element element = this; element != null; element = element.parent) {
				Optional<String> id = element.attribute("id");
				if (id.isPresent()) {
					return id.get();
				}
			}
			return this.name;
		}

		/** This element and all within, in document order. */
		List<Element> all() {
			List<Element> found = new ArrayList<>();
			collect(found);
			return found;
		}

		private void collect(List<Element> found) {
			found.add(this);
			this.children.forEach((child) -> child.collect(found));
		}

	}

	private static final class TreeBuilder extends DefaultHandler {

		private final Deque<Element> open = new ArrayDeque<>();

		private Element root;

		private int count;

		@Override
		public void startElement(String uri, String localName, String qName, Attributes attributes)
				throws LimitException {
			if (++this.count > MAX_ELEMENTS) {
				throw new LimitException("元素过多（上限 " + MAX_ELEMENTS + " 个）");
			}
			if (this.open.size() >= MAX_DEPTH) {
				throw new LimitException("嵌套过深（上限 " + MAX_DEPTH + " 层）");
			}
			Element element = new Element(this.open.peek(), uri, localName);
			for (int i = 0; i < attributes.getLength(); i++) {
				element.attributes
					.add(new Attribute(attributes.getURI(i), attributes.getLocalName(i), attributes.getValue(i)));
			}
			if (this.open.isEmpty()) {
				this.root = element;
			}
			else {
				this.open.peek().children.add(element);
			}
			this.open.push(element);
		}

		@Override
		public void characters(char[] characters, int start, int length) {
			this.open.peek().text.append(characters, start, length);
		}

		@Override
		public void endElement(String uri, String localName, String qName) {
			this.open.pop();
		}

	}

	/** A limit was broken while reading. */
	private static final class LimitException extends SAXException {

		LimitException(String message) {
			super(message);
		}

	}

	/** The document is not read; the message says why, in Chinese. */
	static final class UnsafeXmlException extends Exception {

		UnsafeXmlException(String message) {
			super(message);
		}

	}

}
