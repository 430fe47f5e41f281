/** A mail to begin with: what was ordered, and a way to say no. */
export const mjmlStarter = `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif" />
      <mj-text font-size="15px" line-height="1.5" color="#222222" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f5f7">
    <mj-section background-color="#ffffff" padding="24px">
      <mj-column>
        <mj-text font-size="22px" font-weight="600">
          Thank you{% if contact.firstName %}, {{ contact.firstName }}{% endif %}!
        </mj-text>
        <mj-raw>{% if order %}</mj-raw>
        <mj-text>Your order {{ order.externalId }}:</mj-text>
        <mj-table>
          {% for item in order.items %}
          <tr>
            <td style="padding: 6px 0">{{ item.quantity | default: 1 }} × {{ item.name }}</td>
            <td style="padding: 6px 0; text-align: right">{{ item.cost }} {{ order.currency }}</td>
          </tr>
          {% endfor %}
          <tr style="border-top: 1px solid #dddddd">
            <td style="padding: 8px 0; font-weight: 600">Total</td>
            <td style="padding: 8px 0; text-align: right; font-weight: 600">
              {{ order.totalCost }} {{ order.currency }}
            </td>
          </tr>
        </mj-table>
        <mj-raw>{% endif %}</mj-raw>
        <mj-button background-color="#0f766e" href="https://example.com">Go to the shop</mj-button>
      </mj-column>
    </mj-section>
    <mj-section padding="16px 24px">
      <mj-column>
        <mj-text font-size="12px" color="#666666" align="center">
          <a href="{{ unsubscribeUrl }}">No more mails like this</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

export const htmlStarter = `<div style="font-family: Helvetica, Arial, sans-serif; max-width: 600px; margin: 0 auto">
  <h1 style="font-size: 22px">
    Thank you{% if contact.firstName %}, {{ contact.firstName }}{% endif %}!
  </h1>
  {% if order %}
  <p>Your order {{ order.externalId }}:</p>
  <ul>
    {% for item in order.items %}
    <li>{{ item.quantity | default: 1 }} × {{ item.name }}</li>
    {% endfor %}
  </ul>
  {% endif %}
  <p style="font-size: 12px"><a href="{{ unsubscribeUrl }}">No more mails like this</a></p>
</div>
`;
